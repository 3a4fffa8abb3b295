import type { Readable } from 'node:stream';
import { Type } from 'typebox';

/** A body that is made while it is read. */
export const Stream = (description: string) => Type.Unsafe<Readable>({ type: 'string', description });
