import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';

/** Makes an empty database on the server with this URL, and answers its URL. A tablespace is named by those who may. */
export const createDatabase = async (server: string, tablespace: string | null = null): Promise<string> => {
  const name = `holdall_${randomUUID().replaceAll('-', '')}`;
  await runOn(server, `create database ${name}${tablespace === null ? '' : ` tablespace ${tablespace}`}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

export const dropDatabase = async (server: string, url: string): Promise<void> => {
  await runOn(server, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
};

/** Runs one statement on a connection of its own, and answers its rows. */
export const runOn = async (url: string, statement: string): Promise<readonly Record<string, unknown>[]> => {
  const source = await new DataSource({ type: 'postgres', url }).initialize();
  try {
    return await source.query(statement);
  } finally {
    await source.destroy();
  }
};
