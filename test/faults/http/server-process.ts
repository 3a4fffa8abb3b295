import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '../places/place.js';
import { secret } from './token.js';

/** `holdall serve` in a process of its own, which can be killed. */
export class ServerProcess {
  private constructor(
    readonly url: string,
    readonly child: ChildProcess,
    readonly closed: Promise<unknown>,
  ) {}

  /** Resolves when it takes requests. */
  static async start(program: string, { options }: Place): Promise<ServerProcess> {
    const { type, database, url } = options as { type: string; database?: string; url?: string };
    const file = join(tmpdir(), `holdall-ready-${randomUUID()}.json`);
    const args = ['serve', '--port', '0', '--ready-file', file, '--log-level', 'error', '--database'];
    const child = spawn(process.execPath, [program, ...args, type === 'postgres' ? url! : database!], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOLDALL_JWT_SECRET: secret },
    });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
    }
    const closed = once(child, 'close');
    try {
      for (;;) {
        const ready = await readFile(file, 'utf8').catch(() => null);
        if (ready !== null) return new ServerProcess((JSON.parse(ready) as { url: string }).url, child, closed);
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`The server ended.\n${said.join('')}`);
        await sleep(10);
      }
    } finally {
      await rm(file, { force: true });
    }
  }

  /** kill -9; resolves when it is dead. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.closed;
  }
}
