import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');
const programs = join(root, 'node_modules/.program');

/**
 * The program in one file, made from source: no build to forget. It is made once for the sources that there are, however
 * many test files want it.
 */
const builtProgram = async (): Promise<string> => {
  const folder = join(programs, digestOf(join(root, 'src')));
  if (!existsSync(folder)) {
    const own = `${folder}.${process.pid}`;
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      build: {
        ssr: 'src/cli/holdall-esim-go-sandbox.ts',
        outDir: own,
        emptyOutDir: true,
        minify: false,
        rollupOptions: { output: { entryFileNames: 'program.mjs' } },
      },
    });
    // Another test file may have been quicker.
    await rename(own, folder).catch(() => rm(own, { recursive: true, force: true }));
    await removeOthers(folder);
  }
  return join(folder, 'program.mjs');
};

/** Those of sources that are no more. */
const removeOthers = async (folder: string): Promise<void> => {
  const others = readdirSync(programs).filter((name) => !name.startsWith(basename(folder)));
  await Promise.all(others.map((name) => rm(join(programs, name), { recursive: true, force: true })));
};

const digestOf = (folder: string): string => {
  const hash = createHash('sha256');
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
};

export interface Program {
  readonly url: string;
  readonly controlUrl: string;
  readonly apiKey: string;
  readonly child: ChildProcess;
  /** Answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the program as a process of its own, and waits for its ready file. */
export const startProgram = async (...args: readonly string[]): Promise<Program> => {
  const folder = await mkdtemp(join(tmpdir(), 'esim-go-sandbox-'));
  const readyFile = join(folder, 'ready.json');
  const child = await spawnProgram('--ready-file', readyFile, ...args);
  const exit = once(child, 'exit');
  const ready = await readyIn(readyFile, child);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    await rm(folder, { recursive: true, force: true });
    return code;
  };
  return { ...ready, child, stop };
};

export const spawnProgram = async (...args: readonly string[]): Promise<ChildProcess> =>
  spawn(process.execPath, [await builtProgram(), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

const readyIn = async (file: string, child: ChildProcess): Promise<Omit<Program, 'child' | 'stop'>> => {
  let complaint = '';
  child.stderr!.on('data', (part: Buffer) => (complaint += part.toString()));
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error(`The sandbox ended with ${child.exitCode}: ${complaint}`);
    await new Promise((again) => setTimeout(again, 10));
  }
  return JSON.parse(await readFile(file, 'utf8')) as Omit<Program, 'child' | 'stop'>;
};
