import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine, storeIn } from '../src/open-engine.js';
import { SeasonClock } from '../src/season-clock.js';
import { readEvents, seasonFile } from '../src/season-files.js';
import { stateOf } from './state.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = fileURLToPath(seasonFile('dist/play.js'));
const last = readEvents(seasonFile('events.ndjson')).at(-1)!.at;
const folder = mkdtempSync(join(tmpdir(), 'holdall-season-'));
const file = (name: string): string => join(folder, name);

interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the program as `npm start` does. `kill`: kills it some time after it printed this. */
const run = (options: readonly string[], kill?: { readonly at: string; readonly after: number }): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const before = out;
      out += text;
      if (kill !== undefined && out.includes(kill.at) && !before.includes(kill.at)) {
        setTimeout(() => child.kill('SIGKILL'), kill.after);
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });

/** What is the same for every run that comes to the end: all but how it went. */
const reportIn = ({ out }: Ran): string => out.slice(out.indexOf('\n\n'));
const counts = ({ out }: Ran) => {
  const [, fresh, replayed] = /([\d,]+) new, ([\d,]+) replayed/
    .exec(out)!
    .map((count) => Number(count.replace(',', '')));
  return { fresh: fresh!, replayed: replayed! };
};

const stateIn = async (database: string) => {
  const engine = await openEngine(storeIn(database), new SeasonClock(last));
  try {
    return await stateOf(engine);
  } finally {
    await engine.close();
  }
};

beforeAll(() => {
  // What is played here is what is built: from the sources as they are.
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'examples/season'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`The build failed: ${stdout}`);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('a season on a file', () => {
  const whole = file('whole.sqlite');
  let undisturbed: Ran;

  beforeAll(async () => {
    undisturbed = await run(['--once', '--database', whole]);
  }, 60_000);

  it('is played to the end', () => {
    expect(undisturbed).toMatchObject({ code: 0, err: '' });
    expect(counts(undisturbed).replayed).toBe(0);
    expect(undisturbed.out).toContain('ada got');
    expect(undisturbed.out).toContain('unbalanced: none');
    // No codes of a terminal where there is none.
    expect(undisturbed.out).not.toContain('\u001b');
  });

  it('is replayed by a second run, which reports the same', async () => {
    const before = await stateIn(whole);
    const again = await run(['--database', whole]);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(counts(again)).toEqual({ fresh: 0, replayed: counts(undisturbed).fresh });
    expect(reportIn(again)).toBe(reportIn(undisturbed));
    expect(await stateIn(whole)).toEqual(before);
  }, 60_000);

  it('killed again and again, comes to the same', async () => {
    const disturbed = file('disturbed.sqlite');
    // Nobody but the program itself opens the file in between: it finds what the kill left.
    for (const [at, after] of [
      ['Database', 100],
      ['2024-01', 150],
      ['2024-02', 50],
      ['2024-03', 0],
    ] as const) {
      const killed = await run(['--database', disturbed], { at, after });
      expect(killed).toMatchObject({ code: null, signal: 'SIGKILL' });
    }
    const finished = await run(['--database', disturbed]);
    expect(finished).toMatchObject({ code: 0, err: '' });
    const { fresh, replayed } = counts(finished);
    expect(fresh).toBeGreaterThan(0);
    expect(replayed).toBeGreaterThan(0);
    expect(fresh + replayed).toBe(counts(undisturbed).fresh);
    expect(reportIn(finished)).toBe(reportIn(undisturbed));
    expect(await stateIn(disturbed)).toEqual(await stateIn(whole));
  }, 180_000);

  it('starts over with --fresh', async () => {
    const events = file('first.ndjson');
    const lines = readFileSync(seasonFile('events.ndjson'), 'utf8').split('\n');
    writeFileSync(events, lines.slice(0, 500).join('\n'));
    const options = ['--database', file('short.sqlite'), '--events', events];
    const first = await run(options);
    expect(counts(first).fresh).toBeGreaterThan(0);
    expect(counts(await run(options)).fresh).toBe(0);
    const fresh = await run([...options, '--fresh']);
    expect(fresh).toMatchObject({ code: 0, err: '' });
    expect(counts(fresh)).toEqual(counts(first));
  }, 60_000);

  it('that is another one than the database knows is refused', async () => {
    const events = file('other.ndjson');
    const [first, ...others] = readFileSync(seasonFile('events.ndjson'), 'utf8').split('\n');
    writeFileSync(events, [first!.replace('mode-campaign', 'potion'), ...others].join('\n'));
    const { code, err } = await run(['--database', whole, '--events', events]);
    expect(err).toBe('The database knows e00001 as another event: start over with --fresh.\n');
    expect(code).toBe(1);
  }, 60_000);
});

describe('one clear sentence', () => {
  const text = file('notes.txt');
  const broken = file('broken.json');
  const faulty = file('faulty.json');
  const garbled = file('garbled.ndjson');
  beforeAll(() => {
    writeFileSync(text, 'These are my notes, and no database.\n'.repeat(100));
    writeFileSync(broken, '{ "items": [');
    writeFileSync(
      faulty,
      '{ "items": [{ "name": "Potion", "unique_key": "potion", "behaviors": [{ "type_hint": "consumabel" }] }] }',
    );
    writeFileSync(garbled, '{"at":"2024-01-01T00:00:00.000Z","key":"e1","do":"clock"}\nno event\n');
    mkdirSync(file('folder'));
  });

  it.each([
    ['an option that there is not', ['--databse', 'x'], /^Unknown option '--databse'.* See --help\.\n$/],
    ['a file that is no database', ['--database', text], /^[^\n]*notes\.txt[^\n]*\n$/],
    ['a folder', ['--database', file('folder')], /^[^\n]*folder[^\n]*\n$/],
    ['a path that is not there', ['--database', file('nowhere/season.sqlite')], /^[^\n]*nowhere[^\n]*\n$/],
    [
      '--fresh on a file of yours',
      ['--database', text, '--fresh'],
      /^[^\n]*notes\.txt is not a SQLite database: --fresh does not delete it\.\n$/,
    ],
    [
      'a catalogue that is no JSON',
      ['--catalogue', broken],
      /^The catalogue [^\n]*broken\.json is not JSON: [^\n]*\n$/,
    ],
    [
      'a catalogue that is not there',
      ['--catalogue', file('none.json')],
      /^[^\n]*none\.json cannot be read: [^\n]*\n$/,
    ],
    [
      'a catalogue with a fault',
      ['--catalogue', faulty],
      /^The input is not valid: items\[0\]\.behaviors\[0\]\.type_hint names no behavior: consumabel [^\n]*\n$/,
    ],
    ['events that are none', ['--events', garbled], /^Line 2 of the events is not an event: no event\n$/],
  ])('for %s', async (what, options, sentence) => {
    const database = options.includes('--database') ? [] : ['--database', file(`${what}.sqlite`)];
    const { code, err } = await run([...database, ...options]);
    expect(err).toMatch(sentence);
    expect(code).toBe(1);
    expect(readFileSync(text, 'utf8')).toContain('These are my notes');
  });
});
