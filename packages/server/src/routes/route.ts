import type { Engine } from '@holdall/core';
import type { FastifyRequest } from 'fastify';
import type { Static, TNull, TObject, TSchema } from 'typebox';
import type { Permission } from '../auth/permission.js';
import type { Principal } from '../auth/principal.js';
import type { FieldNames } from '../errors/to-result.js';

/** What reaches a route: everything read, checked, and allowed. */
export interface Call<Params extends TSchema, Query extends TSchema, Body extends TSchema> {
  readonly engine: Engine;
  readonly principal: Principal;
  /** The user in it is an id: `me` was resolved. */
  readonly params: Static<Params>;
  readonly query: Static<Query>;
  readonly body: Static<Body>;
  /** What every command of the engine carries, and no question: who gives the order, and the `Idempotency-Key`. */
  readonly order: { readonly actor: string; readonly key: string | null };
  /** Aborted when the server stops: what would go on for ever ends then. */
  readonly stopping: AbortSignal;
  /** For what is HTTP's alone, such as its headers. */
  readonly request: FastifyRequest;
}

export type Answer<Body> = (Body extends TSchema ? { readonly body: Static<Body> } : { readonly body?: never }) & {
  /** True for the remembered answer to an idempotency key, which a header then says. */
  readonly replayed?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
};

/** One operation. All have the same way: the schemas check, `handle` asks the engine in its own words and answers in the wire's. */
export interface Route<
  Params extends TSchema = TObject<Record<never, never>>,
  Query extends TSchema = TObject<Record<never, never>>,
  Body extends TSchema = TNull,
  Success extends TSchema | null = null,
> {
  /** As Knetik's clients name it. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With the names of its parameters: `/users/:user_id/entitlements`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly permission: Permission;
  /** The parameter of the path that names a user. */
  readonly user?: keyof Static<Params> & string;
  readonly params?: Params;
  readonly query?: Query;
  /** Without one, whatever body comes is not looked at. */
  readonly body?: Body;
  /** Whether it changes something: then it takes an `Idempotency-Key`. */
  readonly writes: boolean;
  /**
   * Whether it is about one thing that has a revision: then answers carry an `ETag`, a change takes `If-Match`, and whoever
   * reads again what is still the same gets 304.
   */
  readonly versioned?: boolean;
  /** The status of success, and what its body is; null: it has none. `media`: JSON, unless it is a stream of something else. */
  readonly success: { readonly status: 200 | 201 | 202 | 204; readonly schema: Success; readonly media?: Media };
  /** Whether it is asked in a language of which it understands more than it can answer: that is 501. */
  readonly partly?: boolean;
  /** For faults that the engine finds. */
  readonly names?: FieldNames;
  handle(call: Call<Params, Query, Body>): Promise<Answer<Success>>;
}

export type Media = 'application/json' | 'application/x-ndjson' | 'text/event-stream';

export type AnyRoute = Route<TSchema, TSchema, TSchema, TSchema | null>;

/** Lets the compiler hold `handle` against the schemas. */
export const route = <
  Params extends TSchema = TObject<Record<never, never>>,
  Query extends TSchema = TObject<Record<never, never>>,
  Body extends TSchema = TNull,
  Success extends TSchema | null = null,
>(
  one: Route<Params, Query, Body, Success>,
): AnyRoute => one;
