import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore } from '@holdall/persistence';
import { describeStore } from '@holdall/testing';
import { describe, it } from 'vitest';

describeStore('SQLite in memory', () => createStore({ type: 'sqlite', database: ':memory:' }), { describe, it });

describeStore(
  'SQLite on a file',
  {
    fresh: () => mkdtemp(join(tmpdir(), 'holdall-conformance-')),
    open: (folder) => createStore({ type: 'sqlite', database: join(folder, 'holdall.sqlite') }),
    remove: (folder) => rm(folder, { recursive: true }),
  },
  { describe, it },
);
