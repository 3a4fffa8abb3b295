import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programOf } from './samples/program.js';

const folder = join(import.meta.dirname, 'samples');
const program = join(folder, 'samples.ts');
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .sort()
  .map((name) => ({ operation: name.replace('.txt', ''), text: readFileSync(join(folder, name), 'utf8') }));

describe('the samples', () => {
  it('are all there: 2 of the inventory, 14 of eSIMs', () => {
    expect(texts).toHaveLength(16);
  });

  it('are what runs, with no other change than their import and their values', () => {
    const expected = programOf(texts);
    if (process.env['HOLDALL_WRITE_SAMPLES'] === '1') writeFileSync(program, expected);
    expect(readFileSync(program, 'utf8')).toBe(expected);
  });
});
