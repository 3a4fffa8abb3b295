#!/usr/bin/env node
import { runExport } from './transfer.js';

const { stdin, stdout, argv } = process;
process.exitCode = await runExport(argv.slice(2), { input: stdin, output: stdout, tell: console.error });
