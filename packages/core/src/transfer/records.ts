import type { BehaviorRegistry } from '../behaviors/registry.js';
import { InvalidInputError } from '../errors/invalid-input.js';
import type { Faults } from '../values/faults.js';
import { canonicalJson, isPlainObject } from '../values/json.js';
import { Sha256 } from '../values/sha-256.js';
import { readableVersions, type RecordCounts } from './format.js';
import { linesOf, type TextParts } from './lines.js';
import { inExportOrder } from './order.js';
import { readRecord } from './read/record.js';
import type { Stored, StoredKind } from './stored.js';

/** A record, and where it stands: `line 17`. */
export interface Placed {
  readonly path: string;
  readonly stored: Stored;
  /** How long its line is. */
  readonly size: number;
}

/** Enough to see what is wrong; a file that is something else has one in every line. */
const mostFaults = 20;

export interface Reader {
  readonly text: TextParts;
  readonly registry: BehaviorRegistry;
  readonly faults: Faults;
  /** Counts what was read. */
  readonly counts: Record<StoredKind, number>;
}

/**
 * The records of an export, each of them understood and in its place. What is wrong goes to `faults`, and no more
 * records come then: the rest is read only for what else is wrong.
 * @throws InvalidInputError at once for something that is no export, or one of a version that is not understood.
 */
export async function* recordsIn({ text, registry, faults, counts }: Reader): AsyncGenerator<Placed, void, undefined> {
  const hash = new Sha256();
  let previous: Stored | null = null;
  let number = 0;
  let ended = false;
  for await (const line of linesOf(text)) {
    number += 1;
    const path = `line ${number}`;
    const raw = parsed(line);
    if (number === 1) {
      refuseUnlessReadable(raw);
    } else if (ended) {
      faults.add(path, 'comes after the end of the export');
      break;
    } else if (isTrailer(raw)) {
      ended = true;
      checkTrailer(raw, { records: counts, sha256: hash.digest() }, path, faults);
      continue;
    } else {
      const stored = readRecord(raw, { path, faults }, registry);
      if (stored !== undefined) {
        checkPlace(previous, stored, path, faults);
        previous = stored;
        counts[stored.kind] += 1;
        if (faults.none) yield { path, stored, size: line.length };
      }
    }
    if (faults.found.length >= mostFaults) return;
    hash.update(`${line}\n`);
  }
  if (!ended && faults.none) faults.add('', 'The export has lost its end: its last line must say how much there is');
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const refuseUnlessReadable = (raw: unknown): void => {
  if (!isPlainObject(raw) || raw['holdall'] !== 'export') {
    throw new InvalidInputError([
      { path: 'line 1', message: 'must be { "holdall": "export", "version": ... }: is this the export of a Holdall?' },
    ]);
  }
  const { version } = raw;
  if (readableVersions.includes(version as number)) return;
  const message = `is ${JSON.stringify(version)}: this version of @holdall/core reads ${readableVersions.join(', ')}. Import it with the version that wrote it, or a newer one`;
  throw new InvalidInputError([{ path: 'line 1.version', message }]);
};

const isTrailer = (raw: unknown): raw is Record<string, unknown> => isPlainObject(raw) && raw['holdall'] === 'end';

const checkTrailer = (
  told: Record<string, unknown>,
  read: { readonly records: RecordCounts; readonly sha256: string },
  path: string,
  faults: Faults,
): void => {
  if (canonicalJson(told['records']) !== canonicalJson(read.records)) {
    const message = `says that there are ${canonicalJson(told['records'] ?? null)} records, but there are ${canonicalJson(read.records)}`;
    faults.add(path, message);
  }
  if (told['sha256'] !== read.sha256) {
    faults.add(path, 'has another checksum than what comes before it: the export was changed after it was written');
  }
};

const checkPlace = (previous: Stored | null, stored: Stored, path: string, faults: Faults): void => {
  if (previous === null) {
    if (stored.kind !== 'counters') faults.add(path, 'must be the counters: they come first');
    return;
  }
  const order = inExportOrder(previous, stored);
  // Documents of the catalogue have no place that could be seen from them.
  if (order > 0) faults.add(path, `comes before its time: records are sorted, and a ${previous.kind} came before it`);
  else if (order === 0 && !isDocument(stored)) faults.add(path, `is there twice: the same ${stored.kind} came before`);
};

const isDocument = ({ kind }: Stored): boolean => kind === 'template' || kind === 'item' || kind === 'sku';
