// Where the repository is, and how a program is run in it.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** A failure that one sentence explains: no stack is printed. */
export class Advice extends Error {}

/** Every folder with a manifest, as in pnpm-workspace.yaml: the root, packages/*, their sandboxes, examples/*, test, bench. */
export const folders = () =>
  [
    '.',
    ...children('packages'),
    'packages/esim-go/sandbox',
    'packages/suppliers/sandbox',
    ...children('examples'),
    'test',
    'bench',
  ].filter((it) => existsSync(join(root, it, 'package.json')));

const children = (folder) =>
  readdirSync(join(root, folder))
    .sort()
    .map((name) => join(folder, name));

export const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Runs a program on this terminal, by default in the repository's root; ends this process if it fails. */
export const run = async (program, args, env = {}, cwd = root) => {
  const code = await exit(spawn(program, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } }));
  if (code !== 0) process.exit(code);
};

/** The exit code of a child, which gets the signals that we get. */
export const exit = (child) =>
  new Promise((resolve, reject) => {
    const forward = (signal) => {
      // A terminal sends Ctrl-C to the child as well: it must not arrive twice.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const each of signals) process.off(each, forward);
      resolve(signal === null ? code : 128 + constants.signals[signal]);
    });
  });
