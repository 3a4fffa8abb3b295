#!/usr/bin/env node
import { runImport } from './transfer.js';

const { stdin, stdout, argv } = process;
process.exitCode = await runImport(argv.slice(2), { input: stdin, output: stdout, tell: console.error });
