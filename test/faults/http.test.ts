import { inject } from 'vitest';
import { buildHoldall } from './http/build-holdall.js';
import { postgresDatabase } from './places/postgres-database.js';
import { sqliteFile } from './places/sqlite-file.js';
import { describeTrials } from './short-form.js';
import { overHttp } from './trials.js';

describeTrials('better-sqlite3 behind HTTP', overHttp, () => ({ ground: sqliteFile('better-sqlite3') }), buildHoldall);

describeTrials(
  'PostgreSQL behind HTTP',
  overHttp,
  () => ({ ground: postgresDatabase(inject('postgres')) }),
  buildHoldall,
);
