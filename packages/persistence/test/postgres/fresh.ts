import { inject } from 'vitest';
import type { PostgresOptions } from '../../src/index.js';
import { createDatabase, dropDatabase } from './databases.js';

export type PostgresPlace = PostgresOptions & { readonly url: string };

/** An empty database on the server for the tests. */
export const freshDatabase = async (): Promise<PostgresPlace> => ({
  type: 'postgres',
  url: await createDatabase(inject('postgres')),
});

export const removeDatabase = ({ url }: PostgresPlace): Promise<void> => dropDatabase(inject('postgres'), url);
