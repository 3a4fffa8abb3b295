import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { seasonFile } from '../src/season-files.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = fileURLToPath(seasonFile('dist/serve.js'));
const folder = mkdtempSync(join(tmpdir(), 'holdall-served-'));
const database = join(folder, 'served.sqlite');
const events = join(folder, 'first.ndjson');

/** Runs the program as `npm start` does, and waits for the last of its three lines. */
const start = async (): Promise<{ readonly child: ChildProcess; readonly out: string }> => {
  const args = [program, '--port', '0', '--database', database, '--events', events];
  const env = { ...process.env, HOLDALL_PORT: 'not meant for this one' };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdout.setEncoding('utf8');
  for await (const text of child.stdout as AsyncIterable<string>) {
    out += text;
    if (/^curl.*\/use' .*\n/m.test(out)) return { child, out };
  }
  throw new Error(`It ended without a tour.\n${out}${err}`);
};

const stopped = async (child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> => {
  const exit = once(child, 'exit');
  child.kill(signal);
  return (await exit)[0];
};

beforeAll(() => {
  // What is started here is what is built: from the sources as they are.
  const tsc = [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'examples/season'];
  const { status, stdout } = spawnSync(process.execPath, tsc, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed: ${stdout}`);
  const lines = readFileSync(seasonFile('events.ndjson'), 'utf8').split('\n');
  writeFileSync(events, lines.slice(0, 500).join('\n'));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('npm start', () => {
  it('plays the season once, and prints three lines that work when they are pasted', async () => {
    const { child, out } = await start();
    expect(out).toContain('Events:    500 in');
    const url = /address +(\S+)/.exec(out)![1]!;
    expect(out).toContain(`reference  ${url}/reference`);
    expect((await fetch(`${url}/reference`)).status).toBe(200);
    const curls = out.split('\n').filter((line) => line.startsWith('curl '));
    expect(curls).toHaveLength(3);
    const answers: string[] = [];
    for (const line of curls) answers.push((await promisify(execFile)('sh', ['-c', line])).stdout);
    expect(JSON.parse(answers[0]!)).toMatchObject({ number: 1, content: [{ user: { id: 'ada' } }, {}, {}] });
    expect(answers[1]).toMatch(/^HTTP\/1\.1 202 /);
    expect(answers[2]).toMatch(/^HTTP\/1\.1 200 /);
    expect(await stopped(child, 'SIGINT')).toBe(0);
    expect(existsSync(`${database}.part.sqlite`)).toBe(false);
  }, 60_000);

  it('a second time goes on with what was done, without playing again', async () => {
    const { child, out } = await start();
    expect(out).not.toContain('Events:');
    expect(await stopped(child, 'SIGTERM')).toBe(0);
  }, 60_000);

  it('says in a sentence what it does not understand', () => {
    const ran = spawnSync(process.execPath, [program, '--prot', '1'], { encoding: 'utf8' });
    expect([ran.status, ran.stderr]).toEqual([1, expect.stringMatching(/^Unknown option '--prot'.* See --help\.\n$/)]);
  });
});
