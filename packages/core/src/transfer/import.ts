import type { BehaviorRegistry } from '../behaviors/registry.js';
import type { Store } from '../ports/store.js';
import { Faults } from '../values/faults.js';
import { noRecords, type RecordCounts } from './format.js';
import type { Intake } from './intake.js';
import type { TextParts } from './lines.js';
import { recordsIn, type Placed } from './records.js';
import { TakingIn } from './taking-in.js';

export interface ImportResult {
  /** How many records came in, by kind. */
  readonly records: RecordCounts;
}

/**
 * Brings an export into an empty store: all of it, or nothing.
 * @throws InvalidInputError naming lines and what is wrong with them.
 * @throws ConflictError `store_not_empty`
 */
export const importInto = async (store: Store, text: TextParts, registry: BehaviorRegistry): Promise<ImportResult> => {
  const results: ImportResult[] = [];
  await store.import(async (intake) => void results.push({ records: await takenIn(intake, text, registry) }));
  return results[0]!;
};

/** So much is checked and saved at once. */
const mostTogether = 500;
const largestPart = 2 ** 20;

const takenIn = async (intake: Intake, text: TextParts, registry: BehaviorRegistry): Promise<RecordCounts> => {
  const faults = new Faults();
  const counts = noRecords();
  const takingIn = new TakingIn(intake, faults);
  let part: Placed[] = [];
  let size = 0;
  for await (const record of recordsIn({ text, registry, faults, counts })) {
    const fits = part.length < mostTogether && size < largestPart && part[0]?.stored.kind === record.stored.kind;
    if (!fits) {
      await takingIn.add(part);
      part = [];
      size = 0;
    }
    part.push(record);
    size += record.size;
  }
  if (faults.none) await takingIn.add(part);
  if (faults.none) await takingIn.finish();
  faults.refuseIfAny();
  return counts;
};
