import { RowNotUnderstood } from '../schema/row-reader.js';
import type { Database } from './session.js';

/** The same database; a row that is not understood is told by the name that the host gave its table. */
export const namingTables = (database: Database, prefix: string): Database => {
  const renamed = (error: unknown): unknown => (error instanceof RowNotUnderstood ? error.named(prefix) : error);
  const naming = async <R>(work: Promise<R>): Promise<R> => {
    try {
      return await work;
    } catch (error) {
      throw renamed(error);
    }
  };
  return {
    open: () => database.open(),
    close: () => database.close(),
    writesAtOnce: database.writesAtOnce,
    write: (work) => naming(database.write(work)),
    writeAlone: (work) => naming(database.writeAlone(work)),
    read: (work) => naming(database.read(work)),
    glance: (work) => naming(database.glance(work)),
    stream: async function* (work) {
      try {
        yield* database.stream(work);
      } catch (error) {
        throw renamed(error);
      }
    },
    enter: (runner) => database.enter(runner),
    within: (runner, work) => naming(database.within(runner, work)),
  };
};
