import { fulfilled, needsToFulfil } from '../inventory/acts/fulfil.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { ChunkSize, Optional } from './fields.js';
import { readInput } from './read-input.js';

export class FulfilOutstandingInput extends WritingDto {
  /** How many invoices at the most, 1 to 10,000; default 100. */
  @Optional() @ChunkSize() most?: number | null;
}

export interface FulfilOutstanding extends CommandBase {
  readonly type: 'fulfilOutstanding';
  readonly most: number;
}

export interface FulfilOutstandingResult {
  readonly invoices: number;
  readonly activated: number;
  /** Whether there may be more to do: call again. */
  readonly more: boolean;
}

/** What a worker calls: fulfils the oldest invoices that wait, a bounded number at a time. */
export const fulfilOutstanding: CommandKind<
  FulfilOutstandingInput,
  FulfilOutstanding,
  FulfilOutstandingResult,
  FulfilOutstandingResult
> = {
  type: 'fulfilOutstanding',
  on: 'everybody',

  read: (input) => {
    const dto = readInput(FulfilOutstandingInput, input ?? {});
    return { type: 'fulfilOutstanding', ...baseOf(dto), most: dto.most ?? 100 };
  },

  scope: () => '',

  needs: ({ most }) => [{ kind: 'unfulfilled', most }],

  decide: ({ most, actor }, set, { registry, now }) => {
    const act = { set, registry, now, actor, info: null };
    const waiting = set.unfulfilled(most);
    set.require(waiting.flatMap(needsToFulfil));
    const done = waiting.map((invoice) => fulfilled(act, invoice));
    return {
      invoices: done.length,
      activated: done.reduce((total, { activated }) => total + activated.length, 0),
      more: done.length === most,
    };
  },

  present: (result) => result,
};
