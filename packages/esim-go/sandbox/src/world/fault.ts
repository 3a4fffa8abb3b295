import { z } from 'zod';

const outcome = z.discriminatedUnion('kind', [
  /** The operation's own answer: with a delay or a hold this is latency. */
  z.strictObject({ kind: z.literal('answer') }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    message: z.string().default('Injected fault'),
    retryAfterSeconds: z.int().nonnegative().nullable().default(null),
    contentType: z.enum(['json', 'text', 'html']).default('json'),
  }),
  /** The connection is cut without a byte of an answer. */
  z.strictObject({ kind: z.literal('drop') }),
  /** No answer ever comes, until the caller gives up. */
  z.strictObject({ kind: z.literal('hang') }),
  /** Status 200 and JSON that breaks off, in a body that is complete as HTTP. */
  z.strictObject({ kind: z.literal('malformed') }),
  /** The headers promise more body than is sent before the connection is cut. */
  z.strictObject({ kind: z.literal('truncate') }),
]);

/** What goes wrong with the next calls of an operation. */
export const faultSchema = z.strictObject({
  /** An operation's id, or * for all. */
  operation: z.string(),
  /** Whether the operation is carried out in spite of what the caller sees. */
  effect: z.enum(['none', 'done']).default('none'),
  outcome,
  /** How many more calls; null: until it is removed. */
  times: z.int().positive().nullable().default(1),
  /** Calls that pass unharmed first. */
  skip: z.int().nonnegative().default(0),
  /** Decided by the world's seed, call by call. */
  chance: z.number().min(0).max(1).default(1),
  /** Real milliseconds before the answer, or the cut. */
  delayMs: z.int().nonnegative().default(0),
  /** The answer, or the cut, waits for POST /faults/release: a meeting point for races. */
  hold: z.boolean().default(false),
});

export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.infer<typeof faultSchema> & { readonly id: number };
