import { InvalidInputError } from '@holdall/core';

/** Where a walk stands, as a text that may be kept. */
export interface Standing {
  /** A part of the supplier's list, as its adapter names it: an offset, a page. */
  readonly place: unknown;
  /** How many records of that part were done with. */
  readonly skip: number;
  readonly doubts: readonly string[];
}

/** A walk that a cursor belongs to: it is refused for any other. */
export interface Walked {
  readonly supplier: string;
  /** What was asked, as plain JSON. */
  readonly question: unknown;
}

export const cursorFrom = (walked: Walked, { place, skip, doubts }: Standing): string =>
  Buffer.from(JSON.stringify([1, walked.supplier, walked.question, place, skip, doubts])).toString('base64url');

/** @throws InvalidInputError for what is no cursor, or one of another list. */
export const standingAt = (walked: Walked, cursor: string, isPlace: (place: unknown) => boolean): Standing => {
  const parts = partsOf(cursor);
  if (parts === null) throw refused('is no cursor of a walk');
  const [, supplier, question, place, skip, doubts] = parts;
  if (supplier !== walked.supplier || JSON.stringify(question) !== JSON.stringify(walked.question)) {
    throw refused('belongs to another list');
  }
  const sound =
    isPlace(place) &&
    Number.isSafeInteger(skip) &&
    (skip as number) >= 0 &&
    Array.isArray(doubts) &&
    doubts.every((doubt) => typeof doubt === 'string');
  if (!sound) throw refused('is no cursor of a walk');
  return { place, skip: skip as number, doubts };
};

const partsOf = (cursor: string): readonly unknown[] | null => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts.length === 6 && parts[0] === 1 ? parts : null;
  } catch {
    return null;
  }
};

const refused = (message: string): InvalidInputError => new InvalidInputError([{ path: 'resumeFrom', message }]);
