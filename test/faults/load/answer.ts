import { HoldallError, type Engine, type JsonObject } from '@holdall/core';
import { give, type AnyCommand } from './lane.js';

/** What came of an order, as plain data. `nothing`: there was nothing to ask for. */
export type Answer =
  | { readonly kind: 'accepted'; readonly result: JsonObject }
  | { readonly kind: 'refused'; readonly code: string; readonly details: JsonObject }
  | { readonly kind: 'nothing' };

/** An attempt that was not answered. */
export interface Failure {
  readonly code: string;
  readonly transient: boolean;
  /** The error said that the command may have been carried out all the same. */
  readonly unknown: boolean;
  readonly message: string;
}

export type Attempt =
  | { readonly answered: true; readonly answer: Answer; readonly replayed: boolean }
  | { readonly answered: false; readonly failure: Failure };

const refusals: readonly string[] = ['denied', 'conflict', 'not_found'];

/** Gives a command once. */
export const attempt = async (engine: Engine, command: AnyCommand): Promise<Attempt> => {
  try {
    const { replayed, ...result } = plain(await give(engine, command));
    return { answered: true, answer: { kind: 'accepted', result }, replayed: replayed === true };
  } catch (error) {
    if (!(error instanceof HoldallError)) throw error;
    const { code, transient, message, replayed } = error;
    const details = plain(error.details);
    if (refusals.includes(code)) return { answered: true, answer: { kind: 'refused', code, details }, replayed };
    return { answered: false, failure: { code, transient, unknown: details['outcome'] === 'unknown', message } };
  }
};

/** As it comes out of a pipe: two answers are the same when they look the same there. */
const plain = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

/** What is the same in every run, whatever ids and moments it has: accepted, or why not. */
export const gist = (answer: Answer): string => {
  if (answer.kind !== 'refused') return answer.kind;
  const { reason, what } = answer.details as { readonly reason?: string; readonly what?: string };
  return `${answer.code} ${reason ?? what}`;
};
