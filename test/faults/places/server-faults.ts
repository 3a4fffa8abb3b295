import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedServer } from '../../../packages/persistence/test/postgres/start.mjs';

/**
 * What happens to a server. `killed`: kill -9 of all its processes; `immediate` and `fast` are PostgreSQL's ways of
 * stopping, without and with a checkpoint. Then it is started again, on the same files.
 */
export const serverFaults = ['killed', 'immediate', 'fast'] as const;
export type ServerFault = (typeof serverFaults)[number];

export const strike = async (server: EmbeddedServer, fault: ServerFault): Promise<void> => {
  const postmaster = await server.pid();
  if (fault === 'killed') for (const pid of [postmaster, ...childrenOf(postmaster)]) kill(pid, 'SIGKILL');
  if (fault === 'immediate') process.kill(postmaster, 'SIGQUIT');
  if (fault === 'fast') process.kill(postmaster, 'SIGINT');
  while (kill(postmaster, 0)) await sleep(10);
  await restart(server);
};

/** Backends of a postmaster that was killed may take a moment longer to go, and no other is started beside them. */
const restart = async (server: EmbeddedServer): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await server.restart();
    } catch (error) {
      if (tries === 20) throw error;
      await sleep(200);
    }
  }
};

const childrenOf = (parent: number): readonly number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent)
    .map(([pid]) => pid!);

/** Whether there was somebody to send it to. */
const kill = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
};
