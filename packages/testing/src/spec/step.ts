import type { Behavior } from '@holdall/core';
import type { Moment } from '../clock.js';
import type { World } from './world.js';

/** Something that is done in a spec: what came before (`given`) or what the spec is about (`when`). */
export interface Step {
  run(world: World): Promise<unknown>;
  /** Behaviors that the engine of the spec is to know. */
  readonly behaviors?: readonly Behavior[];
  /** Where the clock of the spec is to start. */
  readonly start?: Moment;
}

/** Makes a step of one's own from whatever the world allows. */
export const step = (run: Step['run']): Step => ({ run });
