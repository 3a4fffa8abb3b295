import type { Line, Row } from '../outcome.js';

/** The figures for programs: operations per second, and nothing else. */
export const jsonOf = (lines: readonly Line[]): string => `${JSON.stringify(lines.map(rowOf), null, 2)}\n`;

const rowOf = ({ store, measure, engine, naive, floor }: Line): Row => ({ store, measure, engine, naive, floor });
