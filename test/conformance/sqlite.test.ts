import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createStore } from '@holdall/persistence';
import { describeStore } from '@holdall/testing';
import { describe, it } from 'vitest';

const sqlite = (database: string) => createStore({ type: 'sqlite', database });
const freshFile = async () => join(await mkdtemp(join(tmpdir(), 'holdall-')), 'store.sqlite');
const removeFile = (file: string) => rm(dirname(file), { recursive: true });

describeStore('SQLite in a file', { fresh: freshFile, open: sqlite, remove: removeFile }, { describe, it });
describeStore('SQLite in memory', () => sqlite(':memory:'), { describe, it });
