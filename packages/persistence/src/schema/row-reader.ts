import { StorageError, type JsonObject, type JsonValue } from '@holdall/core';
import { named } from '../sql/names.js';
import type { StoredRow } from '../sql/session.js';
import { integerFrom, jsonFrom, textFrom } from './stored-values.js';

/**
 * Takes a row apart and looks at every value again: what is not understood is an error that says where it stands, never
 * a guess. It would be somebody's entitlement.
 */
export class RowReader {
  constructor(
    private readonly table: string,
    private readonly row: StoredRow,
  ) {}

  text(column: string): string {
    return textFrom(this.row[column]) ?? this.#refuse(column, 'a text');
  }

  textOrNull(column: string): string | null {
    return this.row[column] === null ? null : this.text(column);
  }

  integer(column: string): number {
    return integerFrom(this.row[column]) ?? this.#refuse(column, 'a safe integer');
  }

  integerOrNull(column: string): number | null {
    return this.row[column] === null ? null : this.integer(column);
  }

  oneOf<const Word extends string>(column: string, words: readonly Word[]): Word {
    const value = this.row[column];
    return words.find((word) => word === value) ?? this.#refuse(column, `one of ${words.join(', ')}`);
  }

  oneOfOrNull<const Word extends string>(column: string, words: readonly Word[]): Word | null {
    return this.row[column] === null ? null : this.oneOf(column, words);
  }

  object(column: string): JsonObject {
    const value = jsonFrom(this.row[column]);
    return isObject(value) ? value : this.#refuse(column, 'a JSON object');
  }

  list<T>(column: string, read: (one: JsonReader) => T): readonly T[] {
    const value = jsonFrom(this.row[column]);
    if (!Array.isArray(value)) return this.#refuse(column, 'a JSON list');
    const refuse = (expected: string) => this.#refuse(column, expected);
    return (value as readonly JsonValue[]).map((one) =>
      read(new JsonReader(isObject(one) ? one : refuse('a list of objects'), refuse)),
    );
  }

  #refuse(column: string, expected: string): never {
    const key = JSON.stringify([this.row['user_id'] ?? null, this.row['id'] ?? null]);
    throw new RowNotUnderstood({ table: this.table, column, key, expected });
  }
}

interface NotUnderstood {
  readonly table: string;
  readonly column: string;
  readonly key: string;
  readonly expected: string;
}

/** The table by the name that we write it with; whoever knows what the host calls it has it told by that. */
export class RowNotUnderstood extends StorageError {
  constructor(readonly what: NotUnderstood) {
    super(sentence(what), { transient: false, details: { table: what.table, column: what.column } });
  }

  named(prefix: string): StorageError {
    const what = { ...this.what, table: named(this.what.table, { prefix }) };
    return new StorageError(sentence(what), { transient: false, details: { table: what.table, column: what.column } });
  }
}

const sentence = ({ table, column, key, expected }: NotUnderstood): string =>
  `The database holds something that is not understood: ${table}.${column} of the row ${key} must be ${expected}. Was it changed by hand, or by a newer Holdall?`;

/** The same for the fields of an object in a JSON column. */
export class JsonReader {
  constructor(
    private readonly object: JsonObject,
    private readonly refuse: (expected: string) => never,
  ) {}

  text(field: string): string {
    return textFrom(this.object[field]) ?? this.refuse(`a list of objects with a text as ${field}`);
  }

  integer(field: string): number {
    return integerFrom(this.object[field]) ?? this.refuse(`a list of objects with an integer as ${field}`);
  }

  integers(field: string): readonly number[] {
    const value = this.object[field];
    const all = Array.isArray(value) ? (value as readonly JsonValue[]).map(integerFrom) : [undefined];
    return all.map((one) => one ?? this.refuse(`a list of objects with integers as ${field}`));
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
