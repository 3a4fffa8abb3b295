import { InvalidInputError, type JsonObject } from '@holdall/core';
import { NoCaseError } from '../errors/no-case.js';
import { kinds } from '../operations/kinds.js';
import type { OperationKind } from '../operations/kind.js';
import { perform } from '../operations/perform.js';
import { done, saved } from '../operations/send.js';
import type { Parts } from '../parts.js';
import type { Operation } from '../ports/operation.js';
import type { Sale } from '../ports/sale.js';
import { carriedOn } from './carry-on.js';

export interface CasesInput {
  /** The id of the last one of the list before. */
  readonly after?: string;
  /** Default 100. */
  readonly limit?: number;
}

/** What was wanted (`args`), what was the case before (`evidence`), and what was found since (`findings`). */
export interface Case extends Operation {
  /** The sale that it holds up; null: it is for the stock. */
  readonly heldUp: Sale | null;
}

export interface ResolveCaseInput {
  /** The operation's id. */
  readonly operation: string;
  /**
   * `done`: it was, as this `reference` of the vendor's. `refused`: it was not, and is not to be. `again`: it was not; it
   * is sent once more.
   */
  readonly as: 'done' | 'refused' | 'again';
  /** With `done`, of an order or apply: which one it was. */
  readonly reference?: string;
  /** With `done`, of what has no reference: what came of it, in the words of `outcome` of such operations. */
  readonly outcome?: JsonObject;
  /** Who says so, and on what grounds; kept with the operation. */
  readonly info?: string;
}

export interface Resolution {
  readonly operation: Operation;
  /** The sale as far as it came since. */
  readonly sale: Sale | null;
}

export const cases = async ({ store }: Parts, { after, limit = 100 }: CasesInput = {}): Promise<readonly Case[]> => {
  const operations = await store.operations({ states: ['case'], after, limit });
  return Promise.all(
    operations.map(async (operation) => ({
      ...operation,
      heldUp: operation.sale === null ? null : await store.sale(operation.sale),
    })),
  );
};

/**
 * Ends a case as a human has found it to be, and goes on with what it held up. What is said to be done is looked up: it has
 * to be there, to fit, and to be nobody else's.
 * @throws NoCaseError where there is none (any more); InvalidInputError for what does not fit.
 * @throws EsimGoError, BusyError where it cannot be looked up now: nothing was done.
 */
export const resolveCase = async (parts: Parts, input: ResolveCaseInput): Promise<Resolution> => {
  const { as, info = '' } = input;
  if (as !== 'done' && as !== 'refused' && as !== 'again') {
    throw new InvalidInputError([{ path: 'as', message: 'must be done, refused or again' }]);
  }
  const known = await caseOf(parts, input.operation);
  const kind = kinds[known.kind] as unknown as OperationKind<JsonObject, JsonObject, JsonObject>;
  let operation = await parts.leases.during(known.lock, async (turn) => {
    const latest = await caseOf(parts, input.operation);
    const findings = { ...latest.findings, resolved: { as, info, at: parts.clock.now() } };
    if (as === 'done') {
      const outcome = await outcomeFor(parts, kind, latest, input);
      return done(parts, kind, { ...latest, findings }, { outcome, turn });
    }
    // Said by a human with the evidence in hand: what cannot be told by looking is told by nobody else.
    const problem = {
      code: as === 'again' ? 'sent_again' : 'refused_by_hand',
      message: info || 'A human has decided.',
    };
    const state = as === 'again' ? 'waiting' : 'refused';
    return saved(parts, { ...latest, settledTurn: turn, state, findings, problem });
  });
  if (operation.sale === null) {
    const { id, sale, args } = operation;
    if (as === 'again') operation = await perform(parts, kind, { id, sale, args });
    return { operation, sale: null };
  }
  const { sale } = await carriedOn(parts, { id: operation.sale });
  return { operation: (await parts.store.operation(operation.id))!, sale };
};

const caseOf = async ({ store }: Parts, id: string): Promise<Operation> => {
  const operation = await store.operation(id);
  if (operation?.state !== 'case') throw new NoCaseError(id);
  return operation;
};

const outcomeFor = async (
  { vendor, store }: Parts,
  { confirmed }: OperationKind<JsonObject, JsonObject, JsonObject>,
  { args }: Operation,
  { reference, outcome: given }: ResolveCaseInput,
): Promise<JsonObject> => {
  const invalid = (message: string, path = 'reference'): InvalidInputError =>
    new InvalidInputError([{ path, message }]);
  if (confirmed === undefined) {
    if (typeof given !== 'object' || given === null) throw invalid('must say what came of it', 'outcome');
    return given;
  }
  if (typeof reference !== 'string' || reference === '') throw invalid('must say which one it was');
  if ((await store.claimed([reference])).has(reference)) throw invalid('is that of another operation');
  const outcome = await confirmed(vendor, args, reference);
  if (outcome === null) throw invalid('is of nothing that this could have been');
  return outcome;
};
