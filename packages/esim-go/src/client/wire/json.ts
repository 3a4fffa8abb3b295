import { isLosslessNumber, parse } from 'lossless-json';
import { textOf, type Answer } from './answer.js';
import { Unreadable } from './unreadable.js';

/**
 * JSON whose numbers keep their digits (as LosslessNumber): an ICCID that comes as a bare number has 19 of them, and a
 * JavaScript number would round it.
 * @throws Unreadable
 */
export const jsonFrom = (answer: Answer): unknown => jsonIn(textOf(answer));

/** @throws Unreadable, also for a name that comes twice with different values. */
export const jsonIn = (text: string): unknown => {
  try {
    return parse(text);
  } catch {
    // The parser's own message quotes what it could not read.
    throw new Unreadable('', 'is not JSON');
  }
};

/** Numbers as JavaScript has them, except those that it would round: these become texts of their digits. */
export const plain = (value: unknown): unknown => {
  if (isLosslessNumber(value)) return exactly(value.value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
  }
  return value;
};

const exactly = (digits: string): number | string => {
  const number = Number(digits);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? digits : number;
};
