/**
 * Whether a text can be stored and found again on every store: no NUL (PostgreSQL refuses it) and no half of a surrogate
 * pair (SQLite would store a replacement character, so that two different keys become one).
 */
export const isStorable = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text);

/** By the bytes that UTF-8 has for them, as databases sort. `<` compares UTF-16 units, where 🎒 comes before ～. */
export const byBytes = (a: string, b: string): number => {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
};

/** Halves of a surrogate pair stand for what comes after all that a single unit can say. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
