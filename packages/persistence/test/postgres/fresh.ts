import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { inject } from 'vitest';
import type { PostgresOptions } from '../../src/index.js';

export type PostgresPlace = PostgresOptions & { readonly url: string };

/** An empty database on the server for the tests. */
export const freshDatabase = async (): Promise<PostgresPlace> => {
  const name = `holdall_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const url = new URL(inject('postgres'));
  url.pathname = `/${name}`;
  return { type: 'postgres', url: url.href };
};

export const removeDatabase = ({ url }: PostgresPlace): Promise<void> =>
  onServer(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);

const onServer = async (statement: string): Promise<void> => {
  const server = await new DataSource({ type: 'postgres', url: inject('postgres') }).initialize();
  try {
    await server.query(statement);
  } finally {
    await server.destroy();
  }
};
