import type { WorldDraft } from '../world/world.js';

/** The next number in [0, 1), and the only source of chance: the same seed and calls give the same world (mulberry32). */
export const nextRandom = (world: WorldDraft): number => {
  world.random = (world.random + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(world.random ^ (world.random >>> 15), world.random | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

export const happens = (world: WorldDraft, chance: number): boolean => chance > 0 && nextRandom(world) < chance;

const textOf = (world: WorldDraft, length: number, alphabet: string): string =>
  Array.from({ length }, () => alphabet[Math.floor(nextRandom(world) * alphabet.length)]).join('');

export const digits = (world: WorldDraft, length: number): string => textOf(world, length, '0123456789');

export const letters = (world: WorldDraft, length: number): string =>
  textOf(world, length, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789');

/** A version 4 UUID. */
export const uuid = (world: WorldDraft): string => {
  const hex = textOf(world, 30, '0123456789abcdef');
  const variant = textOf(world, 1, '89ab');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(12, 15)}`, variant + hex.slice(15, 18), hex.slice(18)].join(
    '-',
  );
};
