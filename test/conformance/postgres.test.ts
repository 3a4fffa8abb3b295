import { createStore } from '@holdall/persistence';
import { describeStore } from '@holdall/testing';
import { describe, it } from 'vitest';
import { freshDatabase, removeDatabase } from '../../packages/persistence/test/postgres/fresh.js';

describeStore('PostgreSQL', { fresh: freshDatabase, open: createStore, remove: removeDatabase }, { describe, it });
