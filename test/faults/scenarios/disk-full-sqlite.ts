import { createEngine } from '@holdall/core';
import { TypeOrmStore } from '@holdall/persistence';
import { SqliteDatabase } from '../../../packages/persistence/src/sqlite/database.js';
import type { SqliteOptions } from '../../../packages/persistence/src/sqlite/options.js';
import { raw } from '../../../packages/persistence/src/sql/sql.js';
import { judgeEnd } from '../judge/judge.js';
import { modelOf } from '../judge/model.js';
import { Book } from '../load/book.js';
import { mixedLoad } from '../load/mixed-load.js';
import { randomFrom } from '../load/random.js';
import { runLoad } from '../load/run-load.js';
import { furnish, withSight } from '../places/place.js';
import { failuresIn, onStage, until, type Round, type Verdict } from './round.js';

/** As many failures as it takes to be sure that it is full. */
const enough = 50;

/** The file may not grow any more, under load, and then it may: the same engine goes on by itself. */
export const diskFullSqlite = async (round: Round): Promise<Verdict> => {
  const lanes = mixedLoad(round.seed, round.size);
  const model = await modelOf(lanes);
  return onStage(round, async ({ place }) => {
    await furnish(place);
    const database = new SqliteDatabase(place.options as SqliteOptions);
    const store = new TypeOrmStore(database, place.options);
    const engine = await createEngine({ store });
    const limit = (pages: number) =>
      database.write((session) => session.query(raw(`pragma max_page_count = ${pages}`)));
    const book = new Book(lanes);
    const moment = randomFrom(round.seed)(Math.floor(book.orders / 2));
    let full: Promise<unknown> | null = null;
    const load = runLoad(engine, lanes, [], (told) => {
      book.hear(told);
      // The least that SQLite takes is what the file has already.
      if (book.acknowledged >= moment) full ??= limit(1);
    });
    let over = false;
    void load.then(() => (over = true));
    await until(async () => book.failures.length >= enough || over);
    const early = over ? ['the load was over before the disk was full'] : [];
    const unexpected = book.failures.filter(({ code, transient }) => code !== 'storage_full' || !transient);
    await limit(1_000_000);
    await load;
    await engine.close();
    return withSight(place, async (sight) => ({
      violations: [
        ...early,
        ...unexpected.map(({ code, message }) => `failed as ${code}: ${message}`),
        ...book.contradictions,
        ...(await judgeEnd(sight, model, book.answers)),
      ],
      facts: failuresIn(book),
    }));
  });
};
