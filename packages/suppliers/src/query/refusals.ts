import { at, type Fault } from '@holdall/core';
import type { FilterField, FilterFields } from './dialect.js';
import { isOfType, type FieldType, type Filter, type Operator, type Query } from './query.js';
import { UnsupportedQueryError } from './unsupported-query-error.js';

export type OpsByType = Readonly<Partial<Record<FieldType, readonly Operator[]>>>;

/** Collects what a dialect cannot say of a query, so that the caller hears of all of it at once. */
export class Refusals {
  readonly #found: Fault[] = [];

  constructor(private readonly dialect: string) {}

  add(path: string, message: string): void {
    this.#found.push({ path, message });
  }

  /** @throws UnsupportedQueryError when anything was found. */
  throwIfAny(): void {
    if (this.#found.length > 0) throw new UnsupportedQueryError(this.dialect, this.#found);
  }
}

export interface Sayable {
  readonly fields: FilterFields;
  readonly ops: OpsByType;
  /** Whether a field can have several conditions. */
  readonly several?: boolean;
}

/** The filters that a dialect has words for, each with its field; the others are refused. */
export const sayableFilters = (
  { filters }: Query,
  { fields, ops, several = false }: Sayable,
  refusals: Refusals,
): readonly { readonly filter: Filter; readonly field: FilterField; readonly path: string }[] => {
  const seen = new Set<string>();
  return filters.flatMap((filter, index) => {
    const path = at('filters', index);
    const field = Object.hasOwn(fields, filter.field) ? fields[filter.field]! : undefined;
    const wrong =
      field === undefined ? `cannot be by ${filter.field}: only ${listed(fields)}` : wrongIn(filter, field, ops);
    if (wrong !== null) {
      refusals.add(path, wrong);
      return [];
    }
    if (seen.has(filter.field) && !several) refusals.add(path, `is a second condition on ${filter.field}`);
    seen.add(filter.field);
    return [{ filter, field: field!, path }];
  });
};

const listed = (fields: FilterFields): string => Object.keys(fields).join(', ') || 'nothing';

const wrongIn = ({ field: name, type, op, value }: Filter, field: FilterField, ops: OpsByType): string | null => {
  if (type !== field.type) return `takes ${name} for a ${type}, which is a ${field.type}`;
  const allowed = opsOf(field, ops);
  if (!allowed.includes(op)) return `cannot ask ${name} for ${op}: only ${allowed.join(', ') || 'nothing'}`;
  if (op !== 'in') return isOfType(type, value) ? null : `has a value for ${name} that is no ${type} that can be sent`;
  const list: unknown = value;
  if (!Array.isArray(list)) return `needs a list for ${name}`;
  return list.every((one) => isOfType(type, one))
    ? null
    : `has a value for ${name} that is no ${type} that can be sent`;
};

export const opsOf = ({ type, ops }: FilterField, all: OpsByType): readonly Operator[] =>
  (all[type] ?? []).filter((op) => ops?.includes(op) ?? true);

/** Whether nothing can match: something is to be among nothing. */
export const matchesNothing = ({ filters }: Query): boolean =>
  filters.some(({ op, value }) => op === 'in' && Array.isArray(value) && value.length === 0);

/** That a part is one at all; null where it is not, or none was asked for. */
export const partIn = ({ part }: Query, refusals: Refusals): Query['part'] => {
  if (part === null) return null;
  if (isWhole(part.skip, 0) && isWhole(part.take, 1)) return part;
  refusals.add('part', 'must skip a whole number from 0, and take one from 1');
  return null;
};

const isWhole = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && (value as number) >= least;

export interface PageLimits {
  readonly mostTaken: number;
  readonly mostPages: number;
}

/** A part as a page by number from 1; null where it is none. */
export const pageIn = (
  query: Query,
  { mostTaken, mostPages }: PageLimits,
  refusals: Refusals,
): { readonly page: number; readonly size: number } | null => {
  const part = partIn(query, refusals);
  if (part === null) return null;
  const { skip, take } = part;
  const page = skip / take + 1;
  if (take > mostTaken) refusals.add('part', `takes ${take}, and a page has ${mostTaken} at the most`);
  else if (!Number.isInteger(page)) refusals.add('part', `skips ${skip}, which is no whole number of pages of ${take}`);
  else if (page > mostPages) refusals.add('part', `is beyond page ${mostPages}`);
  return { page, size: take };
};

/** That nothing is asked of what a dialect has no word for. */
export const refuseSort = ({ sort }: Query, refusals: Refusals): void => {
  if (sort.length > 0) refusals.add('sort', 'cannot be asked for');
};
export const refuseFields = ({ fields }: Query, refusals: Refusals): void => {
  if (fields !== null) refusals.add('fields', 'cannot be asked for');
};
