import type { z } from 'zod';
import type { World, WorldDraft } from '../world/world.js';

interface Route<S extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  /** What the body must be. Without one it is not read. */
  readonly body: S;
}

export interface Call<B> {
  readonly params: { readonly [name: string]: string };
  readonly body: B;
}

/** What a test can do to the world or learn of it: a pure function, as the operations are. */
export type ControlCommand<S extends z.ZodType = z.ZodType> = Route<S> &
  (
    | { readonly reads: (world: World, call: Call<z.infer<S>>) => unknown }
    | { readonly changes: (world: WorldDraft, call: Call<z.infer<S>>) => unknown }
  );

/** Keeps the body's type for the functions, and forgets it for the list of commands. */
export const command = <S extends z.ZodType>(definition: ControlCommand<S>): ControlCommand =>
  definition as unknown as ControlCommand;

/** There is no such thing in the world. */
export class Unknown extends Error {}

export const known = <T>(thing: T | undefined, what: string): T => {
  if (thing === undefined) throw new Unknown(`Unknown ${what}`);
  return thing;
};
