import { createEngine, type Engine } from '@holdall/core';
import { createStore } from '@holdall/persistence';

/** Opens the file, makes it if it does not exist, and brings its tables up to date. `engine.close()` lets go of it. */
export const engineOnFile = (path: string): Promise<Engine> =>
  createEngine({ store: createStore({ type: 'sqlite', database: path }) });
