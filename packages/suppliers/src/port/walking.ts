import { InvalidInputError } from '@holdall/core';
import { WalkInterruptedError } from '../errors/walk-interrupted.js';
import { cursorFrom, standingAt, type Standing, type Walked } from './cursor.js';
import { Recent } from './recent.js';
import type { SupplierRecord } from './record.js';
import type { Walk, WalkOptions, WalkProgress } from './walk.js';

/** One answer of a supplier's list. */
export interface Part<Place> {
  readonly records: readonly SupplierRecord[];
  /** Where the next part is; null: there is none. */
  readonly next: Place | null;
  /** Signs that the list changed meanwhile, so that records may be missed or come twice. */
  readonly doubts?: readonly string[];
}

/** A list that is read in parts. `Place` is plain JSON. */
export interface Parted<Place> extends Walked {
  readonly start: Place;
  isPlace(place: unknown): place is Place;
  read(place: Place, signal: AbortSignal | undefined): Promise<Part<Place>>;
}

/**
 * How far back a record is known again by its id. What moves in a list moves by as much as was inserted or taken away
 * during one page; a set of all ids would grow with the list.
 */
const remembered = 10_000;

/** Walks a parted list, for adapters. @throws InvalidInputError at once for options that cannot be. */
export const walking = <Place>(list: Parted<Place>, options: WalkOptions = {}): Walk => {
  const { resumeFrom = null, signal } = options;
  const mostItems = atLeastOne('maxItems', options.maxItems);
  const mostPages = atLeastOne('maxPages', options.maxPages);
  const from: Standing =
    resumeFrom === null
      ? { place: list.start, skip: 0, doubts: [] }
      : standingAt(list, resumeFrom, (place) => list.isPlace(place));
  const doubts = new Set(from.doubts);
  const done = { records: 0, pages: 0, complete: false };
  let standing: Pick<Standing, 'place' | 'skip'> | null = from;
  const progress = (): WalkProgress => ({
    ...done,
    cursor: standing === null ? null : cursorFrom(list, { ...standing, doubts: [...doubts] }),
    resumed: resumeFrom !== null,
    doubts: [...doubts],
  });

  async function* walk(): AsyncGenerator<SupplierRecord, void, undefined> {
    const recent = new Recent(remembered);
    let place = from.place as Place;
    let { skip } = from;
    for (;;) {
      const part = await list.read(place, signal).catch((error: unknown) => {
        // An aborted walk ends as every aborted call does: with the signal's own reason.
        signal?.throwIfAborted();
        throw new WalkInterruptedError(list.supplier, progress(), error);
      });
      done.pages += 1;
      part.doubts?.forEach((doubt) => doubts.add(doubt));
      for (const [index, record] of part.records.entries()) {
        if (index < skip) continue;
        if (recent.add(`${record.kind} ${record.id}`)) {
          doubts.add('a record came twice');
        } else {
          signal?.throwIfAborted();
          yield record;
          done.records += 1;
        }
        standing = { place, skip: index + 1 };
        if (done.records >= mostItems) return;
      }
      skip = 0;
      if (part.next === null) {
        standing = null;
        done.complete = true;
        return;
      }
      place = part.next;
      standing = { place, skip };
      if (done.pages >= mostPages) return;
    }
  }

  const records = walk();
  return {
    get progress() {
      return progress();
    },
    [Symbol.asyncIterator]: () => records,
  };
};

const atLeastOne = (path: string, value: number | undefined): number => {
  if (value === undefined) return Infinity;
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidInputError([{ path, message: 'must be a whole number of at least 1' }]);
};
