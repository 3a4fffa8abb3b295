import { record } from '../inventory/acts/act.js';
import { settled } from '../inventory/acts/settle.js';
import type { BehaviorRegistry } from '../behaviors/registry.js';
import type { BehaviorData } from '../inventory/entry.js';
import { at, Faults } from '../values/faults.js';
import { canonicalJson, isPlainObject, type JsonObject } from '../values/json.js';
import { mergePatched } from '../values/merge-patch.js';
import { readJson } from '../values/read-json.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { Document, Flag, Optional, OrNull } from './fields.js';
import { EntryDto, heldEntry, outcomeOf, presentEntry, type EntryOutcome, type EntryResult } from './held-entry.js';
import { readInput } from './read-input.js';

export class SetBehaviorDataInput extends EntryDto {
  /** The whole new data; null: none. Keys that no behavior reads are kept as they are. */
  @OrNull() @Document() data!: Readonly<Record<string, unknown>> | null;
  /**
   * Whether `data` is a merge patch (RFC 7396) instead: what it does not name stays as it is at the moment of the commit, so
   * that no use is undone that came meanwhile; null takes a field away. Default false.
   */
  @Optional() @Flag() merge?: boolean | null;
}

export interface SetBehaviorData extends CommandBase {
  readonly type: 'setBehaviorData';
  readonly user: string;
  readonly entry: number;
  readonly data: BehaviorData;
  /** Only where it is one: what was remembered before there were patches still reads the same. */
  readonly merge?: true;
  readonly info: string | null;
}

/** Replaces an entry's behavior data. A changed counter changes what is left, and the ledger books the difference. */
export const setBehaviorData: CommandKind<SetBehaviorDataInput, SetBehaviorData, EntryOutcome, EntryResult> = {
  type: 'setBehaviorData',
  on: 'inventory',

  read: (input, registry) => {
    const { user, entry, data, merge, info, ...dto } = readInput(SetBehaviorDataInput, input);
    return {
      type: 'setBehaviorData',
      ...baseOf(dto),
      user,
      entry,
      ...(merge === true ? { data: readPatch(data ?? {}), merge } : { data: readData(data ?? {}, registry) }),
      info: info ?? null,
    };
  },

  scope: ({ user }) => user,

  needs: ({ user, entry: id }) => [{ kind: 'entry', user, id }],

  decide: ({ user, entry: id, merge, actor, info, ...command }, set, { registry, now }) => {
    const act = { set, registry, now, actor, info };
    const entry = settled(act, heldEntry(set, user, id));
    const data = merge === true ? patched(entry.data, command.data, registry) : command.data;
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
  checkParts(raw, registry, faults);
  faults.refuseIfAny();
  return data as BehaviorData;
};

const readPatch = (raw: Readonly<Record<string, unknown>>): BehaviorData => {
  const faults = new Faults();
  const patch = readJson(raw, 'data', faults);
  faults.refuseIfAny();
  return patch as BehaviorData;
};

/** What a patch makes of the data must be as good as what replaces it. */
const patched = (data: BehaviorData, patch: BehaviorData, registry: BehaviorRegistry): BehaviorData => {
  const faults = new Faults();
  const result = mergePatched(data, patch);
  const checked = readJson(result, 'data', faults);
  checkParts(result as BehaviorData, registry, faults);
  faults.refuseIfAny();
  return checked as BehaviorData;
};

const checkParts = (raw: Readonly<Record<string, unknown>>, registry: BehaviorRegistry, faults: Faults): void => {
  for (const behavior of registry.all) {
    const part = raw[behavior.typeHint];
    if (part === undefined || behavior.validateData === undefined) continue;
    if (isPlainObject(part)) behavior.validateData(part as JsonObject, at('data', behavior.typeHint), faults);
    else faults.add(at('data', behavior.typeHint), 'must be an object');
  }
};
