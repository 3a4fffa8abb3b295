import { createEngine, type StorageError } from '@holdall/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStore } from '../src/index.js';
import { PostgresDatabase } from '../src/postgres/database.js';
import { commitErrorFrom, storageErrorFrom } from '../src/postgres/errors.js';
import { raw, sql } from '../src/sql/sql.js';
import { TypeOrmStore } from '../src/store.js';
import {
  entryOf,
  everything,
  failureOf,
  meetingPoint,
  openStore,
  temporaryDatabase,
  withCommit,
  writing,
} from './worlds.js';

/** The database itself, to look at or to tamper with. */
const openDatabase = async (place: Awaited<ReturnType<typeof temporaryDatabase>>) => {
  const database = new PostgresDatabase(place);
  await database.open();
  onTestFinished(() => database.close());
  return database;
};

const run = (database: PostgresDatabase, statement: string) =>
  database.write(async (transaction) => {
    const rows = await transaction.query(raw(statement));
    await transaction.commit();
    return rows;
  });

describe('batches on PostgreSQL', () => {
  it('of different users do not wait for each other; of the same user they do', async () => {
    const place = await temporaryDatabase();
    const meeting = meetingPoint();
    const one = new TypeOrmStore(withCommit(place, async (commit) => (await meeting.pass(), commit())));
    await one.open();
    const other = await openStore({ ...place, lockTimeout: 50, tries: 1 });
    const held = one.write(writing({ created: [entryOf('ann', 1)] }));
    await meeting.reached;
    await other.write(writing({ created: [entryOf('bob', 2)] }));
    const error = await failureOf(() => other.write(writing({ created: [entryOf('ann', 3)] })));
    expect(error).toMatchObject({ code: 'storage_busy', transient: true });
    meeting.open();
    await held;
    expect((await other.entries(everything)).content.map(({ id }) => id)).toEqual([1, 2]);
    await one.close();
  });

  it('lock a user also where the row to lock was undone with the batch that made it', async () => {
    const place = await temporaryDatabase();
    const meeting = meetingPoint();
    const one = new TypeOrmStore(withCommit(place, async (commit) => (await meeting.pass(), commit())));
    await one.open();
    const other = await openStore({ ...place, lockTimeout: 50, tries: 1 });
    const database = await openDatabase(place);
    for (const store of [one, other]) {
      await store.write(writing({}, [{ kind: 'entry', user: 'ann', id: 1 }]));
      expect(await run(database, 'select user_id from holdall_user')).toEqual([]);
    }
    const held = one.write(writing({ created: [entryOf('ann', 1)] }));
    await meeting.reached;
    const error = await failureOf(() => other.write(writing({ created: [entryOf('ann', 2)] })));
    expect(error).toMatchObject({ code: 'storage_busy', transient: true });
    meeting.open();
    await held;
    await other.write(writing({ created: [entryOf('ann', 2)] }));
    expect((await other.entries(everything)).content.map(({ id }) => id)).toEqual([1, 2]);
    await one.close();
  });

  it('that need a user whose turn in the order is over begin again, and decide over what is there then', async () => {
    const place = await temporaryDatabase();
    const store = await openStore(place);
    const begun: number[] = [];
    await store.write({
      needs: () => [{ kind: 'entry', user: 'zoe', id: 1 }],
      decide: (catalogue, loaded) => {
        const late = { kind: 'entry', user: 'ann', id: 2 } as const;
        const found = loaded.get<'entry'>(late);
        begun.push(found === undefined ? 0 : 1);
        if (found === undefined) return { kind: 'missing', needs: [late] };
        return writing({}).decide(catalogue, loaded);
      },
    });

    // Once for what was named, once again from the start, and once with everything.
    expect(begun).toEqual([0, 0, 1]);
  });

  it('reserve ids without waiting for a batch that has not committed', async () => {
    const place = await temporaryDatabase();
    const meeting = meetingPoint();
    const one = new TypeOrmStore(withCommit(place, async (commit) => (await meeting.pass(), commit())));
    await one.open();
    const other = await openStore({ ...place, lockTimeout: 200, tries: 1 });
    const need = { kind: 'ids', sequence: 'entry', count: 1 } as const;
    const held = one.write(writing({ created: [entryOf('ann', 1)], idsUsed: { entry: 1 } }, [need]));
    await meeting.reached;
    await other.write(writing({ created: [entryOf('bob', 1001)], idsUsed: { entry: 1 } }, [need]));
    meeting.open();
    await held;
    await one.close();
  });
});

describe('a connection that is cut', () => {
  it('before the commit is not noticed: the batch is run again', async () => {
    const place = await temporaryDatabase();
    const killer = await openDatabase(place);
    let cut = true;
    const store = new TypeOrmStore(
      withCommit(place, async (commit) => {
        if (cut) {
          cut = false;
          await run(
            killer,
            `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction' and pid <> pg_backend_pid()`,
          );
          throw storageErrorFrom({ code: '57P01' }, 'x');
        }
        await commit();
      }),
    );
    await store.open();
    await store.write(writing({ created: [entryOf('ann', 1)] }));
    expect((await store.entries(everything)).total).toBe(1);
    await store.close();
  });

  it('at the commit is a transient error that says that the outcome is unknown, and the next batch works', async () => {
    const place = await temporaryDatabase();
    const killer = await openDatabase(place);
    let cut = true;
    const store = new TypeOrmStore(
      withCommit(place, async (commit) => {
        if (cut) {
          cut = false;
          await run(
            killer,
            `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and state = 'idle in transaction' and pid <> pg_backend_pid()`,
          );
        }
        await commit();
      }),
    );
    await store.open();
    const error: StorageError = await failureOf(() => store.write(writing({ created: [entryOf('ann', 1)] })));
    expect(error).toMatchObject({ code: 'storage_unreachable', transient: true, details: { outcome: 'unknown' } });
    await store.write(writing({ created: [entryOf('ann', 1)] }));
    expect((await store.entries(everything)).total).toBe(1);
    await store.close();
  });
});

describe('opening PostgreSQL', () => {
  it('by several at the same moment migrates once, and into the schema that was named', async () => {
    const place = { ...(await temporaryDatabase()), schema: 'things' };
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(place)));
    await stores[0]!.write(writing({ created: [entryOf('ann', 1)] }));
    for (const store of stores) expect((await store.entries(everything)).total).toBe(1);
    const database = await openDatabase(place);
    const tables = await run(database, `select distinct schemaname from pg_tables where tablename like 'holdall%'`);
    expect(tables).toEqual([{ schemaname: 'things' }]);
    expect(await run(database, 'select name from holdall_migration')).toHaveLength(1);
  });

  it('refuses a database of a newer schema', async () => {
    const place = await temporaryDatabase();
    const database = await openDatabase(place);
    await run(database, `insert into holdall_migration (timestamp, name) values (9999, 'Later0000000009999')`);
    expect(await failureOf(() => createStore(place).open())).toMatchObject({
      code: 'database_too_new',
      transient: false,
    });
  });

  it.each([
    ['a server that is not there', { host: '127.0.0.1', port: 1 }, 'storage_unreachable', true],
    ['a database that is not there', { database: 'nowhere' }, 'database_not_usable', false],
    ['a wrong password', { password: 'wrong' }, 'database_not_usable', false],
  ])('says what is wrong with %s', async (_name, change, code, transient) => {
    const { hostname, port, username, password } = new URL((await temporaryDatabase()).url);
    const place = { type: 'postgres', host: hostname, port: Number(port), username, password, ...change } as const;
    expect(await failureOf(() => createStore({ ...place, tries: 1 }).open())).toMatchObject({ code, transient });
  });

  it('commits to the disk, waits as long as it is told, and reads without being able to write', async () => {
    const database = await openDatabase({ ...(await temporaryDatabase()), lockTimeout: 1234 });
    const setting = (name: string) => sql`select current_setting(${name}) as value`;
    await database.write(async (transaction) => {
      expect(await transaction.query(setting('synchronous_commit'))).toEqual([{ value: 'on' }]);
      expect(await transaction.query(setting('lock_timeout'))).toEqual([{ value: '1234ms' }]);
    });
    await database.read(async (session) => {
      expect(await session.query(setting('transaction_isolation'))).toEqual([{ value: 'repeatable read' }]);
      expect(await session.query(setting('transaction_read_only'))).toEqual([{ value: 'on' }]);
    });
  });
});

describe('many engines that sweep and use at once', () => {
  it('never end up waiting for each other in a circle', async () => {
    const place = await temporaryDatabase();
    let now = Date.UTC(2026, 0, 1);
    const engines = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const engine = await createEngine({ store: createStore({ ...place, tries: 1 }), clock: { now: () => now } });
        onTestFinished(() => engine.close());
        return engine;
      }),
    );
    const users = Array.from({ length: 30 }, (_, n) => `user ${n}`);
    await engines[0]!.createItem({
      item: {
        name: 'Key',
        unique_key: 'key',
        behaviors: [{ type_hint: 'expirable', unit_of_time: 'day', time_length: 1 }],
      },
    });
    await Promise.all(users.map((user) => engines[0]!.grant({ user, item: 'key' })));
    now += 2 * 86_400_000;
    const swept = await Promise.all(
      engines.flatMap((engine, index) => [
        engine.sweepExpired({}),
        ...(index % 2 === 0 ? users : users.toReversed()).map((user) => engine.grant({ user, item: 'key' })),
      ]),
    );
    expect(swept).toHaveLength(3 * 31);
    expect(await engines[0]!.audit()).toMatchObject({ entries: 30 + 3 * 30, unbalanced: [] });
  });
});

describe('sweeps of several at once', () => {
  const noon = Date.UTC(2026, 0, 1, 12);
  const gone = (user: string, id: number) => entryOf(user, id, { expires: noon });
  const clock = { now: () => noon };

  it('leave what others have locked to them, wait for nobody, and decide over what is there then', async () => {
    const place = await temporaryDatabase();
    const meeting = meetingPoint();
    const one = new TypeOrmStore(withCommit(place, async (commit) => (await meeting.pass(), commit())));
    await one.open();
    const engine = await createEngine({ store: createStore({ ...place, lockTimeout: 100, tries: 1 }), clock });
    onTestFinished(() => engine.close());
    await engine.createItem({ item: { name: 'Key' } });
    const other = await openStore(place);
    await other.write(writing({ created: [gone('ann', 1), gone('bob', 2), gone('cid', 3)] }));
    const need = { kind: 'entry', user: 'bob', id: 2 } as const;
    const held = one.write(writing({ created: [entryOf('bob', 4)] }, [need]));
    await meeting.reached;
    expect(await engine.sweepExpired({})).toMatchObject({ expired: 2 });
    expect(await engine.sweepExpired({})).toMatchObject({ expired: 0 });
    meeting.open();
    await held;
    expect(await engine.sweepExpired({})).toMatchObject({ expired: 1 });
    await one.close();
  });

  it('mark what belongs to users whom nobody ever locked', async () => {
    const place = await temporaryDatabase();
    const database = await openDatabase(place);
    const engine = await createEngine({ store: createStore(place), clock });
    onTestFinished(() => engine.close());
    await engine.createItem({ item: { name: 'Key' } });
    const store = await openStore(place);
    await store.write(writing({ created: [gone('ann', 1), gone('bob', 2), gone('cid', 3)] }));
    await run(database, `delete from holdall_user where user_id <> 'bob'`);
    expect(await engine.sweepExpired({})).toMatchObject({ expired: 3 });
  });
});

describe('what PostgreSQL says', () => {
  it.each([
    ['40P01', 'storage_busy', true],
    ['40001', 'storage_busy', true],
    ['55P03', 'storage_busy', true],
    ['57P01', 'storage_unreachable', true],
    ['08006', 'storage_unreachable', true],
    ['ECONNRESET', 'storage_unreachable', true],
    ['53100', 'storage_full', true],
    ['53300', 'storage_unreachable', true],
    ['28P01', 'database_not_usable', false],
    ['3D000', 'database_not_usable', false],
    ['23505', 'storage_failed', false],
    ['something new', 'storage_failed', false],
  ])('%s is %s, transient: %s', (code, expected, transient) => {
    expect(storageErrorFrom({ driverError: { code } }, 'x')).toMatchObject({ code: expected, transient });
    expect(storageErrorFrom({ code }, 'x')).toMatchObject({ code: expected, transient });
  });

  it('at the commit is a matter of whether it is known what happened', () => {
    expect(commitErrorFrom({ code: '40001' }, 'x').details).not.toHaveProperty('outcome');
    expect(commitErrorFrom(new Error('Connection terminated unexpectedly'), 'x').details).toMatchObject({
      outcome: 'unknown',
    });
  });
});
