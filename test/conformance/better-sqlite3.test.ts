import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createStore } from '@holdall/persistence';
import { describeStore } from '@holdall/testing';
import { describe, it } from 'vitest';

const betterSqlite3 = (database: string) => createStore({ type: 'better-sqlite3', database });
const freshFile = async () => join(await mkdtemp(join(tmpdir(), 'holdall-')), 'store.sqlite');
const removeFile = (file: string) => rm(dirname(file), { recursive: true });

describeStore(
  'better-sqlite3 in a file',
  { fresh: freshFile, open: betterSqlite3, remove: removeFile },
  { describe, it },
);
describeStore('better-sqlite3 in memory', () => betterSqlite3(':memory:'), { describe, it });
