import type { Settings } from '../world/settings.js';

/** A list inside an answer; with `lists: "object"`, one that holds one element is that element. */
export const listOf = <T>({ shapes }: Settings, list: readonly T[]): readonly T[] | T =>
  shapes.lists === 'object' && list.length === 1 ? list[0]! : list;
