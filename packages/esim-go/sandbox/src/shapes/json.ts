import type { Settings } from '../world/settings.js';

/** What may be odd about any JSON answer: fields that are missing, and one that nobody documented. */
export const shapedJson = (shapes: Settings['shapes'], value: unknown): unknown => {
  if (shapes.omit.length === 0 && !shapes.extraField) return value;
  return reshaped(value, new Set(shapes.omit), shapes.extraField);
};

const reshaped = (value: unknown, omit: ReadonlySet<string>, extra: boolean): unknown => {
  if (Array.isArray(value)) return value.map((it) => reshaped(it, omit, extra));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .filter(([name]) => !omit.has(name))
    .map(([name, it]) => [name, reshaped(it, omit, extra)]);
  return { ...Object.fromEntries(kept), ...(extra ? { undocumentedField: { since: 'v9' } } : {}) };
};
