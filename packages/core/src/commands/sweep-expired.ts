import { settled } from '../inventory/acts/settle.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { ChunkSize, Optional } from './fields.js';
import { readInput } from './read-input.js';

export class SweepExpiredInput extends WritingDto {
  /** How many entries at the most, 1 to 10,000; default 1,000. */
  @Optional() @ChunkSize() most?: number | null;
}

export interface SweepExpired extends CommandBase {
  readonly type: 'sweepExpired';
  readonly most: number;
}

export interface SweepExpiredResult {
  /** How many entries were marked. */
  readonly expired: number;
  /** How many answers to idempotency keys were forgotten, because their time was over. */
  readonly forgotten: number;
  /** Whether there may be more to do: call again. False does not rule it out: others may have locked what was left out. */
  readonly more: boolean;
}

/**
 * Marks entries whose time is over, stamped with the instant at which it was (rule 14). Nothing depends on when it runs:
 * every rule treats an expired entry as expired, marked or not.
 */
export const sweepExpired: CommandKind<SweepExpiredInput, SweepExpired, SweepExpiredResult, SweepExpiredResult> = {
  type: 'sweepExpired',
  on: 'everybody',

  read: (input) => {
    const dto = readInput(SweepExpiredInput, input ?? {});
    return { type: 'sweepExpired', ...baseOf(dto), most: dto.most ?? 1000 };
  },

  scope: () => '',

  needs: ({ most }, _catalogue, { now, forgetBefore }) => [
    { kind: 'due', at: now, most },
    { kind: 'staleReplies', at: forgetBefore, most },
  ],

  decide: ({ most, actor }, set, { registry, now, forgetBefore }) => {
    const act = { set, registry, now, actor, info: null };
    const expired = set.due(now, most).map((entry) => settled(act, entry)).length;
    const stale = set.staleReplies(forgetBefore, most);
    for (const reply of stale) set.forgetReply(reply);
    return { expired, forgotten: stale.length, more: expired === most || stale.length === most };
  },

  present: (result) => result,
};
