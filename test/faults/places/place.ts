import { createEngine } from '@holdall/core';
import { createStore, type StoreOptions } from '@holdall/persistence';
import type { Sight } from '../judge/observe.js';
import { catalogue } from '../load/catalogue.js';

export const storeNames = ['sqlite', 'better-sqlite3', 'postgres'] as const;
export type StoreName = (typeof storeNames)[number];

/** An empty database of its own. */
export interface Place {
  readonly options: StoreOptions;
  remove(): Promise<void>;
}

/** Makes a place; what it is made on stays until the tests are over. */
export type Ground = () => Promise<Place>;

/** Looks at a place through an engine of its own. */
export const withSight = async <R>(
  { options }: Pick<Place, 'options'>,
  look: (sight: Sight) => Promise<R>,
): Promise<R> => {
  const store = createStore(options);
  const engine = await createEngine({ store });
  try {
    return await look({ engine, store });
  } finally {
    await engine.close();
  }
};

/** Brings the catalogue in. */
export const furnish = (place: Pick<Place, 'options'>): Promise<unknown> =>
  withSight(place, ({ engine }) => engine.importCatalogue({ catalogue }));
