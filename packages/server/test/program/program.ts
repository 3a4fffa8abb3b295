import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { run, serve, type Ready, type Surroundings } from '../../src/program/index.js';

/** What stands in for the process: signals come to it, and what would end it is remembered. */
export class Process extends EventEmitter {
  readonly exits: number[] = [];

  exit(code: number): void {
    this.exits.push(code);
    this.emit('exited');
  }
}

export interface Ran {
  readonly code: number;
  readonly printed: string;
  readonly complained: string;
}

const surroundingsOf = (environment: Surroundings['environment'], input = new PassThrough()) => {
  const process = new Process();
  const printed: string[] = [];
  const complained: string[] = [];
  const output = new PassThrough();
  output.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  const surroundings: Surroundings = {
    environment,
    input,
    output,
    complain: (line) => void complained.push(line),
    process: process as unknown as NodeJS.Process,
  };
  return { surroundings, process, printed, complained };
};

/** Runs a command to its end. */
export const command = async (
  args: readonly string[],
  {
    environment = {},
    input = '',
  }: { readonly environment?: Surroundings['environment']; readonly input?: string } = {},
): Promise<Ran> => {
  const { surroundings, printed, complained } = surroundingsOf(environment, new PassThrough().end(input));
  const code = await run(args, surroundings);
  return { code, printed: printed.join(''), complained: complained.join('\n') };
};

export interface Served {
  readonly ready: Ready;
  readonly process: Process;
  /** The lines of its log. */
  readonly log: () => readonly Record<string, unknown>[];
  readonly complained: readonly string[];
  /** Resolves with the exit code when it has ended. */
  readonly ended: Promise<number>;
}

/** `holdall serve` in this process, on a port of its own. Ends with the test. */
export const served = async (
  args: readonly string[],
  environment: Surroundings['environment'] = {},
): Promise<Served> => {
  const { surroundings, process, printed, complained } = surroundingsOf(environment);
  let isReady: (ready: Ready) => void;
  const becomesReady = new Promise<Ready>((resolve) => (isReady = resolve));
  const ended = serve(['--port', '0', ...args], surroundings, async (ready) => isReady(ready));
  onTestFinished(async () => {
    process.emit('SIGTERM', 'SIGTERM');
    await ended.catch(() => undefined);
  });
  const ready = await Promise.race([becomesReady, ended.then(() => Promise.reject(new Error('It ended.')))]);
  const log = () =>
    printed
      .join('')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { ready, process, log, complained, ended };
};

export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'holdall-program-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export const secret = 'a secret that is long enough to be one';

/** A request with a token; what comes back. */
export const ask = async (url: string, token: string | undefined, init: Pick<RequestInit, 'method' | 'body'> = {}) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url, { ...init, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
};
