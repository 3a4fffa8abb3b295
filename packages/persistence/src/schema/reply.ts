import type { Outcome, Reply } from '@holdall/core';
import type { StoredRow } from '../sql/session.js';
import { RowReader } from './row-reader.js';
import { jsonText } from './stored-values.js';
import { integer, json, text, type Table } from './table.js';

export type ReplyRow = {
  readonly scope: string;
  readonly reply_key: string;
  readonly at: number;
  readonly command: string;
  readonly outcome: string;
};

export const replyTable: Table<ReplyRow> = {
  name: 'holdall_reply',
  columns: { scope: text, reply_key: text, at: integer, command: json, outcome: json },
  key: ['scope', 'reply_key'],
  indices: [{ name: 'holdall_reply_at', columns: ['at'] }],
  checks: { holdall_reply_key: `reply_key <> ''` },
};

export const replyToRow = ({ scope, key, at, command, outcome }: Reply): ReplyRow => ({
  scope,
  reply_key: key,
  at,
  command: jsonText(command),
  outcome: jsonText(outcome),
});

export const replyFromRow = (stored: StoredRow): Reply => {
  const row = new RowReader(replyTable.name, stored);
  return {
    scope: row.text('scope'),
    key: row.text('reply_key'),
    at: row.integer('at'),
    command: row.object('command'),
    // Written by core and read by core: an outcome that is no longer understood fails there, with its code.
    outcome: row.object('outcome') as unknown as Outcome,
  };
};
