import { inject } from 'vitest';
import { postgresDatabase } from './places/postgres-database.js';
import { describeTrials } from './short-form.js';
import { everywhere, onPostgres } from './trials.js';

describeTrials('PostgreSQL', [...everywhere, ...onPostgres], () => ({ ground: postgresDatabase(inject('postgres')) }));
