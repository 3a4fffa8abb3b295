import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteDataSource } from '../src/sqlite/data-source.js';
import type { SqliteDriver } from '../src/sqlite/drivers/driver.js';
import { sqliteDrivers } from '../src/sqlite/drivers/index.js';
import { Statements } from '../src/sqlite/statements.js';
import { sqliteTypes, temporaryFile } from './worlds.js';

/** The driver, and how many of its statements were prepared and not yet let go of. */
const counting = (driver: SqliteDriver) => {
  const count = { held: 0, prepared: 0 };
  const prepare: SqliteDriver['prepare'] = async (connection, text) => {
    const statement = await driver.prepare(connection, text);
    count.held += 1;
    count.prepared += 1;
    return {
      all: (parameters) => statement.all(parameters),
      finalize: async () => {
        await statement.finalize();
        count.held -= 1;
      },
    };
  };
  return { driver: { ...driver, prepare }, count };
};

describe.each(sqliteTypes)('the statements of a connection of %s', (type) => {
  it('are prepared once each, and never more than 200 of them are kept', async () => {
    const dataSource = await sqliteDataSource(type, temporaryFile());
    onTestFinished(async () => {
      if (dataSource.isInitialized) await dataSource.destroy();
    });
    const { driver, count } = counting(sqliteDrivers[type]);
    const statements = new Statements(dataSource.createQueryRunner(), driver);
    const answerOf = async (nth: number) => (await statements.run(`select ${nth} + ? as answer`, [1]))[0];
    await statements.run('begin');
    for (let nth = 0; nth < 450; nth += 1) {
      expect(await answerOf(nth)).toEqual({ answer: nth + 1 });
      expect(await answerOf(nth)).toEqual({ answer: nth + 1 });
      expect(count.held).toBeLessThanOrEqual(200);
    }
    expect(count.prepared).toBe(451);
    // One that was let go of is prepared again, and the transaction is still the one that was begun.
    expect(await answerOf(0)).toEqual({ answer: 1 });
    await statements.run('rollback');
    await statements.finalize();
    expect(count.held).toBe(0);
    // A connection on which a statement is left would not be closed.
    await dataSource.destroy();
  });
});
