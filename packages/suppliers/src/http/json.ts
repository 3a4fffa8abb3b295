import { parse } from 'lossless-json';

/** JSON whose whole numbers keep their digits: those that JavaScript would round become texts. @throws SyntaxError */
export const jsonFrom = (text: string): unknown =>
  mayBeRounded.test(text) ? parse(text, undefined, exactly) : (JSON.parse(text) as unknown);

/** Hardly any answer holds such a number, and the platform's own parser takes a twentieth of the time. */
const mayBeRounded = /\d{16}|\d[eE][+-]?\d/;

const exactly = (digits: string): number | string => {
  const number = Number(digits);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? digits : number;
};
