import { record } from '../inventory/acts/act.js';
import { settled } from '../inventory/acts/settle.js';
import type { BehaviorRegistry } from '../behaviors/registry.js';
import type { BehaviorData } from '../inventory/entry.js';
import { at, Faults } from '../values/faults.js';
import { canonicalJson, isPlainObject, type JsonObject } from '../values/json.js';
import { readJson } from '../values/read-json.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { Document, OrNull } from './fields.js';
import { EntryDto, heldEntry, outcomeOf, presentEntry, type EntryOutcome, type EntryResult } from './held-entry.js';
import { readInput } from './read-input.js';

export class SetBehaviorDataInput extends EntryDto {
  /** The whole new data; null: none. Keys that no behavior reads are kept as they are. */
  @OrNull() @Document() data!: Readonly<Record<string, unknown>> | null;
}

export interface SetBehaviorData extends CommandBase {
  readonly type: 'setBehaviorData';
  readonly user: string;
  readonly entry: number;
  readonly data: BehaviorData;
  readonly info: string | null;
}

/** Replaces an entry's behavior data. A changed counter changes what is left, and the ledger books the difference. */
export const setBehaviorData: CommandKind<SetBehaviorDataInput, SetBehaviorData, EntryOutcome, EntryResult> = {
  type: 'setBehaviorData',
  on: 'inventory',

  read: (input, registry) => {
    const { user, entry, data, info, ...dto } = readInput(SetBehaviorDataInput, input);
    return {
      type: 'setBehaviorData',
      ...baseOf(dto),
      user,
      entry,
      data: readData(data ?? {}, registry),
      info: info ?? null,
    };
  },

  scope: ({ user }) => user,

  needs: ({ user, entry: id }) => [{ kind: 'entry', user, id }],

  decide: ({ user, entry: id, data, actor, info }, set, { registry, now }) => {
    const act = { set, registry, now, actor, info };
    const entry = settled(act, heldEntry(set, user, id));
    if (canonicalJson(entry.data) === canonicalJson(data)) return outcomeOf(act, entry);
    const dropped = Object.keys(entry.data).filter((key) => !Object.hasOwn(data, key));
    const details = { from: { data: entry.data }, to: { data, dropped } };
    return outcomeOf(act, settled(act, record(act, entry, { type: 'data_changed', quantity: 0, details })));
  },

  present: presentEntry,
};

const readData = (raw: Readonly<Record<string, unknown>>, registry: BehaviorRegistry): BehaviorData => {
  const faults = new Faults();
  const data = readJson(raw, 'data', faults);
  for (const behavior of registry.all) {
    const part = raw[behavior.typeHint];
    if (part === undefined || behavior.validateData === undefined) continue;
    if (isPlainObject(part)) behavior.validateData(part as JsonObject, at('data', behavior.typeHint), faults);
    else faults.add(at('data', behavior.typeHint), 'must be an object');
  }
  faults.refuseIfAny();
  return data as BehaviorData;
};
