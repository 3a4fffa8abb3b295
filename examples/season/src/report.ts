import type { Engine, EntryView } from '@holdall/core';
import type { Tally } from './tally.js';

const shown = ['ada', 'emeka', 'guest-3'];
const mostRows = 12;
const mostDenials = 10;

/** What the season came to: the same however often, and in however many pieces, it was played. */
export const reportOf = async (engine: Engine, tally: Tally): Promise<string> => {
  const users = await Promise.all(shown.map((user) => holdingsOf(engine, user)));
  const denials = tally.denialsByReason;
  const denied = denials.reduce((total, [, times]) => total + times, 0);
  const { entries, records, unbalanced } = await engine.audit();
  return [
    ...users,
    `Denials: ${counted(denied)}, for ${denials.length} reasons. The ${mostDenials} most frequent:\n${table(
      ['reason', 'times'],
      denials.slice(0, mostDenials).map(([reason, times]) => [reason, counted(times)]),
    )}`,
    `Ledger: ${counted(entries)} entries, ${counted(records)} records, ${
      unbalanced.length === 0 ? 'unbalanced: none' : `UNBALANCED: ${JSON.stringify(unbalanced)}`
    }`,
  ].join('\n\n');
};

const holdingsOf = async (engine: Engine, user: string): Promise<string> => {
  const { content } = await engine.entries({ user, size: 1000 });
  const holdings = await Promise.all(
    [...groupedByItem(content)].map(async ([item, entries]): Promise<Holding> => {
      const { remaining } = await engine.balance({ user, item });
      const pending = entries.every(({ status }) => status === 'pending');
      return { name: entries[0]!.itemName, entries, pending, remaining, expires: expiryOf(entries) };
    }),
  );
  const rows = holdings.toSorted(mostUrgentFirst).slice(0, mostRows).map(rowOf);
  const more = holdings.length > mostRows ? `\n  ... and ${holdings.length - mostRows} more items` : '';
  const coins = counted(await creditsOf(engine, user));
  const holds = table(['item', 'entries', 'uses left', 'expires (UTC)'], rows);
  return `${user} got ${coins} frost coins for the wallet, and holds:\n${holds}${more}`;
};

interface Holding {
  readonly name: string;
  readonly entries: readonly EntryView[];
  readonly pending: boolean;
  /** null: without limit. */
  readonly remaining: number | null;
  /** Of the entry that expires first; Infinity: none does. */
  readonly expires: number;
}

const groupedByItem = (entries: readonly EntryView[]): ReadonlyMap<number, readonly EntryView[]> => {
  const items = new Map<number, EntryView[]>();
  for (const entry of entries) items.set(entry.item, [...(items.get(entry.item) ?? []), entry]);
  return items;
};

/** What expires first; then what can be used up; then by name. */
const mostUrgentFirst = (a: Holding, b: Holding): number => {
  if (a.expires !== b.expires) return a.expires < b.expires ? -1 : 1;
  if ((a.remaining === null) !== (b.remaining === null)) return a.remaining === null ? 1 : -1;
  return a.name < b.name ? -1 : 1;
};

const rowOf = ({ name, entries, pending, remaining, expires }: Holding): readonly string[] => [
  name,
  String(entries.length),
  pending ? 'pending' : remaining === null ? 'no limit' : counted(remaining),
  expires === Infinity ? 'never' : new Date(expires).toISOString().slice(0, 16).replace('T', ' '),
];

const expiryOf = (entries: readonly EntryView[]): number =>
  Math.min(...entries.map(({ expires }) => expires?.getTime() ?? Infinity));

/** What the host's wallet booked: a host subscribes to `credited`, or reads the log as here. */
const creditsOf = async (engine: Engine, user: string): Promise<number> => {
  const { content } = await engine.log({ user, types: ['credited'], size: 1000 });
  return content.reduce((total, { quantity }) => total + quantity, 0);
};

export const counted = (count: number): string => count.toLocaleString('en-US');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]!.length), title.length),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};
