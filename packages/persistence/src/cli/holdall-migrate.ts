#!/usr/bin/env node
import { run } from './migrate.js';

process.exitCode = await run(process.argv.slice(2), console.log, console.error);
