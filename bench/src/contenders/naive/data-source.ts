import { DataSource } from 'typeorm';
import type { Place } from '../../stores/store.js';
import { Entry, Item, Log, User } from './entities.js';

const entities = [Item, User, Entry, Log];

/** As durable as the others. `connections` counts on PostgreSQL; SQLite has one. */
export const naiveDataSource = async (place: Place, connections: number): Promise<DataSource> => {
  if (place.type === 'postgres') {
    const extra = { options: '-c synchronous_commit=on' };
    return new DataSource({ ...place, entities, poolSize: connections, extra }).initialize();
  }
  const dataSource = await new DataSource({ ...place, entities, enableWAL: true }).initialize();
  await dataSource.query('pragma synchronous = full');
  return dataSource;
};
