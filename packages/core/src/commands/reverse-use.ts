import { deny } from '../behaviors/verdict.js';
import { ConflictError } from '../errors/conflict.js';
import { NotFoundError } from '../errors/not-found.js';
import { givenBack } from '../inventory/acts/give-back.js';
import type { Act } from '../inventory/acts/act.js';
import type { EntryStatus } from '../inventory/entry.js';
import type { UseRecord } from '../inventory/use-record.js';
import { refuseIfDenied } from '../questions/decision.js';
import { minus, type Quantity } from '../values/quantity.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { AskedQuantity, Id, Note, Optional, UserId } from './fields.js';
import { heldEntry } from './held-entry.js';
import { readInput } from './read-input.js';

export class ReverseUseInput extends WritingDto {
  @UserId() user!: string;
  /** The id that `use` answered. */
  @Id() use!: number;
  /** How much to give back; default: all that was not given back before. */
  @Optional() @AskedQuantity() quantity?: number | null;
  /** Stands in the log. */
  @Optional() @Note() info?: string | null;
}

export interface ReverseUse extends CommandBase {
  readonly type: 'reverseUse';
  readonly user: string;
  readonly use: number;
  readonly quantity: Quantity | null;
  readonly info: string | null;
}

export interface ReverseUseResult {
  readonly use: number;
  readonly quantity: Quantity;
  /** What went back to which entry, in the order in which it went. */
  readonly returns: readonly {
    readonly entry: number;
    readonly quantity: Quantity;
    readonly status: EntryStatus;
    /** false: the entry is over, so what came back is lost with it. */
    readonly spendable: boolean;
  }[];
  /** What of the use still stands. */
  readonly net: Quantity;
}

/** Gives a use back, in whole or in part, to exactly the entries that it was taken from: last taken first (rule 15). */
export const reverseUse: CommandKind<ReverseUseInput, ReverseUse, ReverseUseResult, ReverseUseResult> = {
  type: 'reverseUse',
  on: 'inventory',

  read: (input) => {
    const { user, use, quantity, info, ...dto } = readInput(ReverseUseInput, input);
    return { type: 'reverseUse', ...baseOf(dto), user, use, quantity: quantity ?? null, info: info ?? null };
  },

  scope: ({ user }) => user,

  needs: ({ user, use: id }) => [{ kind: 'use', user, id }],

  decide: ({ user, use: id, quantity, actor, info }, set, { registry, now }) => {
    const use = set.use(user, id);
    if (use === null) throw new NotFoundError('use', id);
    const wanted = quantity ?? use.net;
    refuseUnlessReversible(use, wanted);
    set.require(use.takes.map(({ entry }) => ({ kind: 'entry', user, id: entry })));
    const act = { set, registry, now, actor, info };
    return { use: id, quantity: wanted, returns: returned(act, use, wanted), net: minus(use.net, wanted) };
  },

  present: (result) => result,
};

const refuseUnlessReversible = (use: UseRecord, requested: Quantity): void => {
  if (use.net === 0) {
    throw new ConflictError('already_reversed', `Use ${use.id} was given back in full before.`, { use: use.id });
  }
  if (requested > use.net) {
    const verdict = deny('exceeds_use', { requested, reversible: use.net });
    refuseIfDenied([{ rule: 'reversal', item: use.item, ...verdict }]);
  }
};

const returned = (act: Act, use: UseRecord, quantity: Quantity): ReverseUseResult['returns'] => {
  const returns: ReverseUseResult['returns'][number][] = [];
  let wanted = quantity;
  for (const take of use.takes.toReversed()) {
    const amount = Math.min(wanted, minus(take.quantity, take.reversed));
    if (amount === 0) continue;
    const entry = givenBack(act, heldEntry(act.set, use.user, take.entry), amount, use.id);
    const spendable = entry.ended !== 'expired' && entry.ended !== 'revoked';
    returns.push({ entry: entry.id, quantity: amount, status: entry.status, spendable });
    wanted = minus(wanted, amount);
  }
  return returns;
};
