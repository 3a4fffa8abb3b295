import { createEngine, type Catalogue, type Need, type Sequence, type UnitOfWork, type Writes } from '@holdall/core';
import { describe, expect, it } from 'vitest';
import { createStore, type SqliteOptions } from '../src/index.js';
import { databaseFrom } from '../src/create-store.js';
import { SqliteDatabase } from '../src/sqlite/database.js';
import { storageErrorFrom } from '../src/sqlite/errors.js';
import type { Session } from '../src/sql/session.js';
import { raw } from '../src/sql/sql.js';
import { TypeOrmStore } from '../src/store.js';
import {
  documentsOf,
  entryOf,
  everything,
  failureOf,
  meetingPoint,
  nothing,
  openStore,
  places,
  recordOf,
  sharedPlaces,
  sqliteTypes,
  temporaryFile,
  withCommit,
  writing,
} from './worlds.js';

/** Takes ids and writes an entry with each, as engines do. */
const creating = (count: number, user = 'ann'): UnitOfWork & { ids: number[] } => {
  const need: Need = { kind: 'ids', sequence: 'entry', count };
  const unit = {
    ids: [] as number[],
    needs: () => [need],
    decide: (_catalogue: Catalogue, loaded: Parameters<UnitOfWork['decide']>[1]) => {
      const { first } = loaded.get<'ids'>(need)!;
      unit.ids = Array.from({ length: count }, (_, index) => first + index);
      const created = unit.ids.map((id) => entryOf(user, id));
      return { kind: 'decided' as const, writes: { ...nothing, created, idsUsed: { entry: count } } };
    },
  };
  return unit;
};

describe.each(places)('a unit of work, %s', (_name, place) => {
  it('leaves nothing when the database refuses part of it, and the next one works', async () => {
    const store = await openStore(await place());
    const item = { kind: 'item', id: 1, value: { id: 1, unique_key: 'a', groups: [] } } as never;
    const entry = entryOf('ann', 1);
    const bad: Partial<Writes>[] = [
      { created: [entry], catalogue: [item], log: [recordOf(entry, 1, { quantity: -1 })] },
      { created: [entry], log: [recordOf(entry, 1), recordOf(entry, 2)] },
      { created: [entry, entryOf('ann', 2, { nth: 1 })] },
      { created: [{ ...entry, status: 'lost' as never }] },
      { created: [entry], log: [recordOf(entryOf('bob', 7), 1)] },
    ];
    for (const writes of bad) {
      expect(await failureOf(() => store.write(writing(writes)))).toMatchObject({
        code: 'storage_failed',
        transient: false,
      });
      expect(await store.entries(everything)).toEqual({ content: [], total: 0 });
      expect(documentsOf(await store.catalogue())).toMatchObject({ version: 0, items: [] });
    }
    await store.write(writing({ created: [entry], log: [recordOf(entry, 1)] }));
    expect((await store.entries(everything)).content).toEqual([entry]);
  });

  it('passes on what deciding threw, as it is, and undoes everything', async () => {
    const store = await openStore(await place());
    const broken = new RangeError('a rule is broken');
    const unit: UnitOfWork = {
      needs: () => [],
      decide: () => {
        throw broken;
      },
    };
    await expect(store.write(unit)).rejects.toBe(broken);
    await store.write(writing({ created: [entryOf('ann', 1)] }));
    expect((await store.entries(everything)).total).toBe(1);
  });

  it('takes its turn: what one has read, no other changes before it is done', async () => {
    const store = await openStore(await place());
    await store.write(writing({ created: [entryOf('ann', 1)] }));
    const need: Need = { kind: 'entry', user: 'ann', id: 1 };
    const adding: UnitOfWork = {
      needs: () => [need],
      decide: (_catalogue, loaded) => {
        const entry = loaded.get<'entry'>(need)!;
        return {
          kind: 'decided',
          writes: { ...nothing, updated: [{ from: entry, to: { ...entry, booked: entry.booked + 1 } }] },
        };
      },
    };
    await Promise.all(Array.from({ length: 20 }, () => store.write(adding)));
    expect((await store.entries(everything)).content[0]).toMatchObject({ booked: 20 });
  });

  it('gives ids out once, without gaps, and takes back those of one that failed', async () => {
    const store = await openStore(await place());
    const first = creating(3);
    await store.write(first);
    expect(first.ids).toEqual([1, 2, 3]);
    const failing = creating(2000);
    await failureOf(() =>
      store.write({
        ...failing,
        decide: (...args) => {
          const decided = failing.decide(...args) as { kind: 'decided'; writes: Writes };
          const writes = { ...decided.writes, log: [recordOf(entryOf('bob', 99_999), 1)] };
          return { kind: 'decided', writes };
        },
      }),
    );
    const large = creating(2000);
    await store.write(large);
    expect([large.ids[0], large.ids.at(-1)]).toEqual([4, 2003]);
    const last = creating(1);
    await store.write(last);
    expect(last.ids).toEqual([2004]);
  });

  it('that writes nothing under its ids has used them all the same', async () => {
    const store = await openStore(await place());
    const need: Need = { kind: 'ids', sequence: 'entry', count: 3 };
    await store.write(writing({ idsUsed: { entry: 3 } }, [need]));
    const unit = creating(1);
    await store.write(unit);
    expect(unit.ids).toEqual([4]);
  });

  it('that writes nothing uses up nothing', async () => {
    const store = await openStore(await place());
    const sequences: readonly Sequence[] = ['item', 'entry', 'log', 'use', 'invoice'];
    const needs = sequences.map((sequence) => ({ kind: 'ids', sequence, count: 5000 }) as const);
    await store.write(writing({}, needs));
    const unit = creating(1);
    await store.write(unit);
    expect(unit.ids).toEqual([1]);
  });

  it('whose commit failed leaves nothing, and no id is given out twice', async () => {
    let failing = false;
    const store = new TypeOrmStore(
      withCommit(await place(), async (commit) => {
        // The worst case: it was committed, but nobody heard of it.
        await commit();
        if (failing) throw new Error('the wire was cut');
      }),
    );
    await store.open();
    await store.write(creating(2));
    failing = true;
    const lost = creating(2);
    await expect(store.write(lost)).rejects.toThrow('the wire was cut');
    failing = false;
    const next = creating(2);
    await store.write(next);
    expect(new Set([...lost.ids, ...next.ids]).size).toBe(4);
    expect((await store.entries(everything)).total).toBe(6);
    await store.close();
  });

  it('that is busy at its commit is run again, once', async () => {
    let busy = 2;
    const database = withCommit(await place(), async (commit) => {
      busy -= 1;
      if (busy >= 0) {
        throw storageErrorFrom({ code: 'SQLITE_BUSY' }, 'x');
      }
      await commit();
    });
    const store = new TypeOrmStore(database);
    await store.open();
    const unit = creating(2);
    await store.write(unit);
    expect((await store.entries(everything)).content.map(({ id }) => id)).toEqual(unit.ids);
    await store.close();
  });
});

describe.each(sharedPlaces)('reading while a unit of work is being written, %s', (_name, place) => {
  it('waits for nothing and sees only what was committed', async () => {
    const meeting = meetingPoint();
    let held = true;
    const store = new TypeOrmStore(
      withCommit(await place(), async (commit) => {
        if (held) await meeting.pass();
        await commit();
      }),
    );
    await store.open();
    const entry = entryOf('ann', 1);
    const item = { id: 1, unique_key: null, groups: [] };
    const catalogue = [{ kind: 'item', id: 1, value: item as never }] as const;
    const written = store.write(writing({ created: [entry], log: [recordOf(entry, 1)], catalogue }));
    await meeting.reached;
    // The rows are written and not committed: on the same connection they would be seen.
    expect(await store.entries(everything)).toEqual({ content: [], total: 0 });
    expect(documentsOf(await store.catalogue())).toMatchObject({ version: 0, items: [] });
    expect(await store.audit(1)).toEqual({ entries: 0, records: 0, unbalanced: [] });
    held = false;
    meeting.open();
    await written;
    expect((await store.entries(everything)).content).toEqual([entry]);
    expect(documentsOf(await store.catalogue())).toMatchObject({ version: 1, items: [item] });
    await store.close();
  });

  it('sees one moment, however many statements it takes', async () => {
    const shared = await place();
    const reader = databaseFrom(shared);
    await reader.open();
    const writer = await openStore(shared);
    const count = raw('select cast(count(*) as integer) as n from holdall_entry');
    await reader.read(async (session) => {
      expect(await session.query(count)).toEqual([{ n: 0 }]);
      await writer.write(writing({ created: [entryOf('ann', 1)] }));
      expect(await session.query(count)).toEqual([{ n: 0 }]);
    });
    expect(await reader.read((session) => session.query(count))).toEqual([{ n: 1 }]);
    await reader.close();
  });

  it('answers of one catalogue, also where another process changes it right after the first statement', async () => {
    const shared = await place();
    const inner = withCommit(shared, (commit) => commit());
    let meanwhile = async (): Promise<void> => undefined;
    const glance = <R>(work: (session: Session) => Promise<R>): Promise<R> =>
      inner.glance((session) => {
        const query: Session['query'] = async (statement) => {
          const rows = await session.query(statement);
          await meanwhile();
          return rows;
        };
        return work({ ...session, query });
      });
    const [engine, other] = [
      await createEngine({ store: new TypeOrmStore({ ...inner, glance }) }),
      await createEngine({ store: createStore(shared) }),
    ];
    const item = (max_use: number) => ({
      name: 'Potion',
      unique_key: 'potion',
      behaviors: [{ type_hint: 'consumable', max_use }],
    });
    await other.createItem({ item: item(3) });
    await other.grant({ user: 'ann', item: 'potion' });
    const left = async () => (await engine.balance({ user: 'ann', item: 'potion' })).remaining;
    expect(await left()).toBe(3);
    let changed = 0;
    meanwhile = async () => {
      changed += 1;
      if (changed > 1) return;
      await other.updateItem({ id: 1, item: item(10) });
      await other.use({ user: 'ann', item: 'potion', quantity: 4 });
    };
    expect(await left()).toBe(6);
    expect(changed).toBeGreaterThan(0);
    await engine.close();
    await other.close();
  });
});

describe.each(places)('an update of an entry that is not as it was read, %s', (_name, place) => {
  it.each([
    ['in a column of no index', { booked: 5 }],
    ['in a column of an index', { expires: 5_000 }],
  ])('is refused with its whole batch: %s', async (_where, change) => {
    const store = await openStore(await place());
    const [ann, bob] = [entryOf('ann', 1), entryOf('bob', 2)];
    await store.write(writing({ created: [ann, bob] }));
    const next = { ...ann, revision: 2, booked: 1 };
    await store.write(writing({ updated: [{ from: ann, to: next }], log: [recordOf(next, 1)] }));
    const updated = [ann, bob].map((from) => ({ from, to: { ...from, revision: 2, ...change } }));
    const log = updated.map(({ to }) => recordOf(to, to.id + 1));
    expect(await failureOf(() => store.write(writing({ updated, log })))).toMatchObject({
      code: 'storage_failed',
      transient: false,
      message: expect.stringContaining('1 of its entries are not as they were read') as unknown,
    });
    expect((await store.entries(everything)).content).toEqual([next, bob]);
  });
});

describe.each(sqliteTypes)('%s in memory', (type) => {
  it('reading waits for the unit of work that is being written', async () => {
    const meeting = meetingPoint();
    const store = new TypeOrmStore(
      withCommit({ type, database: ':memory:' }, async (commit) => (await meeting.pass(), commit())),
    );
    await store.open();
    const written = store.write(writing({ created: [entryOf('ann', 1)] }));
    await meeting.reached;
    const reading = store.entries(everything);
    meeting.open();
    await written;
    expect((await reading).total).toBe(1);
    await store.close();
  });
});

describe.each(sqliteTypes)('a file that somebody else has locked, %s', (type) => {
  const lock = async (file: SqliteOptions) => {
    const other = new SqliteDatabase(file);
    await other.open();
    const meeting = meetingPoint();
    const held = other.write(() => meeting.pass());
    await meeting.reached;
    return async () => {
      meeting.open();
      await held;
      await other.close();
    };
  };

  it('fails commands as busy once the timeout is over, changes nothing, and serves the next', async () => {
    const file = { type, database: temporaryFile() };
    const store = await openStore({ ...file, busyTimeout: 20, tries: 2 });
    const unlock = await lock(file);
    const error = await failureOf(() => store.write(creating(1)));
    expect(error).toMatchObject({ code: 'storage_busy', transient: true });
    // Reading is not held up.
    expect((await store.entries(everything)).total).toBe(0);
    await unlock();
    await store.write(creating(1));
    expect((await store.entries(everything)).total).toBe(1);
  });

  it('is tried again, so that a short lock is not noticed', async () => {
    const file = { type, database: temporaryFile() };
    const store = await openStore({ ...file, busyTimeout: 0, tries: 100 });
    const unlock = await lock(file);
    const written = store.write(creating(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await unlock();
    await written;
    expect((await store.entries(everything)).total).toBe(1);
  });

  it('fails to open as busy, and opens later', async () => {
    const file = { type, database: temporaryFile() };
    const unlock = await lock(file);
    const store = createStore({ ...file, busyTimeout: 20, tries: 2 });
    expect(await failureOf(() => store.open())).toMatchObject({ code: 'storage_busy', transient: true });
    await unlock();
    await store.open();
    await store.close();
  });
});

describe.each(sqliteTypes)('a full disk, %s', (type) => {
  it('fails commands as full and leaves nothing; when there is room again the store goes on', async () => {
    const database = new SqliteDatabase({ type, database: temporaryFile() });
    const store = new TypeOrmStore(database);
    await store.open();
    const limit = (pages: number) =>
      database.write((session) => session.query(raw(`pragma max_page_count = ${pages}`)));
    // The smallest that SQLite accepts is what it has already.
    await limit(1);
    expect(await failureOf(() => store.write(creating(2000)))).toMatchObject({ code: 'storage_full', transient: true });
    expect((await store.entries(everything)).total).toBe(0);
    await limit(100_000);
    const unit = creating(2000);
    await store.write(unit);
    expect(unit.ids[0]).toBe(1);
    expect((await store.entries(everything)).total).toBe(2000);
    await store.close();
  });
});

describe.each(sharedPlaces)('the engine on this store, %s', (_name, place) => {
  it('gives every command of a failed batch its transient error, and the next batch its answers', async () => {
    let failing = false;
    const database = withCommit(await place(), async (commit) => {
      if (failing) throw storageErrorFrom({ code: 'SQLITE_IOERR_WRITE' }, 'x');
      await commit();
    });
    const engine = await createEngine({ store: new TypeOrmStore(database) });
    await engine.createItem({ item: { name: 'Key', unique_key: 'key' } });
    failing = true;
    const failed = await Promise.allSettled([1, 2, 3].map((n) => engine.grant({ user: `u${n}`, item: 'key' })));
    expect(failed.map((one) => (one as PromiseRejectedResult).reason as unknown)).toEqual(
      [1, 2, 3].map(() => expect.objectContaining({ code: 'storage_failed', transient: true }) as unknown),
    );
    failing = false;
    await engine.grant({ user: 'u1', item: 'key' });
    expect((await engine.entries()).total).toBe(1);
    await engine.close();
  });
});
