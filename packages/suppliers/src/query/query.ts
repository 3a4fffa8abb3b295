import { isDay, type Day } from './day.js';

/**
 * What a list is asked, whoever is asked: the ONE query behind all dialects. All filters must hold. What a dialect cannot
 * say of it is refused before anything is sent.
 */
export interface Query {
  readonly filters: readonly Filter[];
  /** In priority order; empty: as it comes. */
  readonly sort: readonly Sort[];
  /** Which fields are wanted; null: all. */
  readonly fields: readonly string[] | null;
  /** Which part of the list; null: not said. */
  readonly part: QueryPart | null;
}

/** The first `take` after the first `skip`: an offset as it is, and a page where `skip` is a multiple of `take`. */
export interface QueryPart {
  /** From 0. */
  readonly skip: number;
  /** From 1. */
  readonly take: number;
}

export interface Sort {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

/**
 * A condition on a field of a type. `gtn` is Elevate's own, and its meaning is not documented: later than, or perhaps none
 * at all. `like` resembles in the way of whoever is asked: wildcards and case are theirs.
 */
export type Filter =
  | Condition<'id', 'eq', string>
  | Condition<'text', 'eq' | 'like', string>
  | Condition<'text', 'in', readonly string[]>
  | Condition<'day', 'eq' | 'lt' | 'lte' | 'gt' | 'gte' | 'gtn', Day>
  | Condition<'moment', 'eq' | 'lt' | 'lte' | 'gt' | 'gte', number>
  | Condition<'flag', 'eq', boolean>;

interface Condition<Type, Op, Value> {
  readonly field: string;
  readonly type: Type;
  readonly op: Op;
  /** Ids and texts as texts, also where they are numbers with the supplier; moments in milliseconds since 1970. */
  readonly value: Value;
}

export type FieldType = Filter['type'];
export const operators = ['eq', 'lt', 'lte', 'gt', 'gte', 'gtn', 'in', 'like'] as const;
export type Operator = (typeof operators)[number];

/** Everything, as it comes. */
export const wholeList: Query = { filters: [], sort: [], fields: null, part: null };

const lastMoment = 8.64e15;

/** Whether a value is one of a type at all; `in` takes a list of such. */
export const isOfType = (type: FieldType, value: unknown): boolean => {
  switch (type) {
    case 'id':
      return typeof value === 'string' && /^[\w.~-]{1,128}$/.test(value);
    case 'text':
      return isText(value);
    case 'day':
      return isDay(value);
    case 'moment':
      return Number.isSafeInteger(value) && Math.abs(value as number) <= lastMoment;
    case 'flag':
      return typeof value === 'boolean';
    default:
      return type satisfies never;
  }
};

/** Not empty, which says nothing in a URL, and nothing that would arrive as something else: no NUL, no half of a pair. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && !/\0|\p{Surrogate}/u.test(value);
