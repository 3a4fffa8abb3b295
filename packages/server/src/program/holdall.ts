#!/usr/bin/env node
import { run } from './run.js';

const { argv, env, stdin, stdout } = process;
process.exitCode = await run(argv.slice(2), {
  environment: env,
  input: stdin,
  output: stdout,
  complain: console.error,
  process,
});
