import { parse } from 'lossless-json';

/** JSON whose whole numbers keep their digits: those that JavaScript would round become texts. @throws SyntaxError */
export const jsonFrom = (text: string): unknown => parse(text, undefined, exactly);

const exactly = (digits: string): number | string => {
  const number = Number(digits);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? digits : number;
};
