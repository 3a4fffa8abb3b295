import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Serve } from './served.js';

const program = fileURLToPath(new URL('process.js', import.meta.url));

/** Serves from a process of its own: on two processors, it has one and whoever asks it has the other. */
export const serveInAChild: Serve = async (served) => {
  const child = fork(program, { execArgv: [] });
  const exited = once(child, 'exit');
  child.send(served);
  const [{ port }] = (await Promise.race([
    once(child, 'message'),
    exited.then(() => Promise.reject(new Error('A server of the bench ended before it listened.'))),
  ])) as [{ port: number }];
  return {
    port,
    stop: async () => {
      child.send('stop');
      await exited;
    },
  };
};
