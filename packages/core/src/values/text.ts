/**
 * Whether a text can be stored and found again on every store: no NUL (PostgreSQL refuses it) and no half of a surrogate
 * pair (SQLite would store a replacement character, so that two different keys become one).
 */
export const isStorable = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text);
