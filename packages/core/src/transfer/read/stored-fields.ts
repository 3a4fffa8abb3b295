import { at, type Faults } from '../../values/faults.js';
import { readInteger, readObject, readString, type Fields } from '../../values/fields.js';
import type { JsonObject } from '../../values/json.js';
import { readJson } from '../../values/read-json.js';

/** What a record is read with: where it stands, and where its faults go. */
export interface Reading {
  readonly path: string;
  readonly faults: Faults;
}

/** The last moment that a `Date` can hold. */
const lastDate = 8_640_000_000_000_000;

/**
 * The fields of a stored value, one by one. What is faulty is answered as something of its type: the faults decide, and
 * nothing with a fault is ever kept.
 */
export class StoredFields {
  constructor(
    private readonly fields: Fields,
    private readonly reading: Reading,
  ) {}

  text(key: string, maxLength?: number, minLength = 0): string {
    return readString(this.fields, key, ...this.#place, { required: true, minLength, ...limit(maxLength) }) ?? '';
  }

  textOrNull(key: string, maxLength?: number): string | null {
    return readString(this.fields, key, ...this.#place, limit(maxLength)) ?? null;
  }

  user(key: string): string {
    return this.text(key, 64, 1);
  }

  id(key: string): number {
    return this.integer(key, 1);
  }

  idOrNull(key: string): number | null {
    return readInteger(this.fields, key, ...this.#place, { min: 1 }) ?? null;
  }

  /** What must not be there. */
  none(key: string): null {
    if ((this.fields[key] ?? null) !== null) this.reading.faults.add(at(this.reading.path, key), 'must be null here');
    return null;
  }

  integer(key: string, min?: number): number {
    return readInteger(this.fields, key, ...this.#place, { required: true, ...(min !== undefined && { min }) }) ?? 1;
  }

  moment(key: string): number {
    return readInteger(this.fields, key, ...this.#place, { required: true, min: 0, max: lastDate }) ?? 0;
  }

  momentOrNull(key: string): number | null {
    return readInteger(this.fields, key, ...this.#place, { min: 0, max: lastDate }) ?? null;
  }

  object(key: string): JsonObject {
    const found = readObject(this.fields, key, ...this.#place, { required: true });
    return found === undefined
      ? {}
      : (storedJson(found, at(this.reading.path, key), this.reading.faults) as JsonObject);
  }

  get #place(): readonly [string, Faults] {
    return [this.reading.path, this.reading.faults];
  }
}

const limit = (maxLength: number | undefined) => (maxLength === undefined ? {} : { maxLength });

/** What commands answered can be far larger than what they were told. */
export const storedJson = (raw: unknown, path: string, faults: Faults) =>
  readJson(raw, path, faults, { depth: 50, parts: Infinity });
