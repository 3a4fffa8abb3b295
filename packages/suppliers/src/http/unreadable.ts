import type { z } from 'zod';

/** An answer is not what it should be. The message names places and kinds, never values: they may be secret. */
export class Unreadable extends Error {}

/** A value of this shape. @throws Unreadable */
export const readAs = <T>(shape: z.ZodType<T>, value: unknown): T => {
  const read = shape.safeParse(value, { reportInput: false });
  if (read.success) return read.data;
  const { path, code } = read.error.issues[0]!;
  throw new Unreadable(`${path.length === 0 ? 'the answer' : path.join('.')} is of the wrong kind (${code})`);
};
