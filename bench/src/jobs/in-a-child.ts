import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RunJob } from './job.js';

const program = fileURLToPath(new URL('process.js', import.meta.url));

/** Does a job in a process of its own, with nothing else in its memory. */
export const runInAChild: RunJob = (kind, input) =>
  new Promise((resolve, reject) => {
    const child = fork(program, { execArgv: [] });
    child.on('message', (result) => resolve(result as never));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The process of the job "${kind}" ended with ${code} and no result.`)));
    child.send({ kind, input });
  });
