import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createEngine, InvalidInputError, type Engine, type Instant, type Store } from '@holdall/core';
import { handedOver } from './handed-over.js';
import { noon } from './hand-made.js';

/** An engine on a store that is open already, and stays so. */
export const engineOn = (store: Store, now: () => Instant = () => noon): Promise<Engine> =>
  createEngine({ store: handedOver(store), clock: { now } });

export const exported = async (store: Store): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const line of (await engineOn(store)).export()) lines.push(line);
  return lines;
};

export const importing = async (store: Store, text: Iterable<string | Uint8Array>) =>
  (await engineOn(store)).import(text);

/** Lines that somebody has written by hand, with an end that is right about them. */
export const sealed = (records: readonly string[]): readonly string[] => {
  const counts: Record<string, number> = {};
  for (const kind of ['counters', 'entry', 'invoice', 'item', 'log', 'reply', 'sku', 'template']) {
    counts[kind] = records.filter((line) => line.startsWith(`{"kind":"${kind}"`)).length;
  }
  const sha256 = createHash('sha256').update(records.join('')).digest('hex');
  return [...records, `${JSON.stringify({ holdall: 'end', records: counts, sha256 })}\n`];
};

/** The same lines but for the first one of a kind, which is changed or, for null, left out; sealed again. */
export const tampered = (
  lines: readonly string[],
  kind: string,
  change: (value: Record<string, unknown>) => Record<string, unknown> | null,
): readonly string[] => {
  const index = lines.findIndex((line) => line.startsWith(`{"kind":"${kind}"`));
  assert.notEqual(index, -1, `the export has a ${kind}`);
  const { value } = JSON.parse(lines[index]!) as { value: Record<string, unknown> };
  const changed = change(value);
  const rest = lines.slice(0, -1);
  const put = changed === null ? [] : [`${inAscii(JSON.stringify({ kind, value: changed }))}\n`];
  return sealed([...rest.slice(0, index), ...put, ...rest.slice(index + 1)]);
};

const inAscii = (json: string): string =>
  json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What is wrong with an import, each as one sentence; none where it was taken in. */
export const faultsOf = async (store: Store, text: Iterable<string | Uint8Array>): Promise<readonly string[]> => {
  try {
    await importing(store, text);
  } catch (error) {
    if (error instanceof InvalidInputError)
      return error.details.faults.map(({ path, message }) => `${path} ${message}`);
    throw error;
  }
  return [];
};
