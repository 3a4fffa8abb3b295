import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createEngine, MemoryStore, type Engine, type HoldallError } from '@holdall/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runExport, runImport } from '../src/cli/transfer.js';
import { databaseFrom } from '../src/create-store.js';
import { createStore, TypeOrmStore, type StoreOptions } from '../src/index.js';
import type { Place } from '../src/create-store.js';
import { raw, sql } from '../src/sql/sql.js';
import { everythingIn } from '../src/transfer/everything.js';
import { move } from './move.js';
import { buildProgram } from './build-program.js';
import {
  places,
  sharedPlaces,
  sqliteTypes,
  temporaryDatabase,
  temporaryFile,
  temporaryFolder,
  withCommit,
} from './worlds.js';

const engineAt = async (options: StoreOptions): Promise<Engine> => {
  const engine = await createEngine({ store: createStore(options) });
  onTestFinished(() => engine.close());
  return engine;
};

const linesOf = async (engine: Engine): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const line of engine.export()) lines.push(line);
  return lines;
};

const codeOf = async (answer: Promise<unknown>): Promise<unknown> => {
  try {
    return await answer;
  } catch (error) {
    return (error as HoldallError).code;
  }
};

/** Some of everything: more than is read at once. */
const filled = async (engine: Engine): Promise<Engine> => {
  const behaviors = [{ type_hint: 'consumable', max_use: 100 }];
  await engine.importCatalogue({
    catalogue: {
      templates: [{ id: 't', name: 'T', allow_additional: true }],
      items: [{ name: 'Ticket', unique_key: 'ticket', behaviors, template: 't' }],
      skus: [{ sku: 's', currency_code: 'EUR', price: 1, items: [{ unique_key: 'ticket', quantity: 2 }] }],
    },
  });
  const users = Array.from({ length: 120 }, (_, nth) => `user ${nth % 60} é`);
  await Promise.all(
    users.map((user, nth) => engine.grant({ user, item: 'ticket', quantity: 6, key: `g${nth}`, info: 'ü "x"' })),
  );
  await Promise.all(users.map((user) => engine.use({ user, item: 'ticket', quantity: 3 })));
  await Promise.all(users.map((user) => engine.addBySku({ user, sku: 's' })));
  return engine;
};

const linesOfFilled = async (): Promise<readonly string[]> =>
  linesOf(await filled(await createEngine({ store: new MemoryStore() })));

describe('moving to another database', () => {
  it.each(sqliteTypes)('copies all from %s to PostgreSQL and back, into equal databases', async (type) => {
    const [start, middle, end] = [
      { type, database: temporaryFile() },
      await temporaryDatabase(),
      { type, database: temporaryFile() },
    ];
    const source = await filled(await engineAt(start));
    await move(start, middle);
    await move(middle, end);
    const lines = await linesOf(source);
    expect(await linesOf(await engineAt(middle))).toEqual(lines);
    expect(await linesOf(await engineAt(end))).toEqual(lines);
  });
});

describe('an import into PostgreSQL', () => {
  it('leaves statistics of its own tables, by which lists are planned', async () => {
    const place = { ...(await temporaryDatabase()), tablePrefix: 'shop_', schema: 'things' };
    const engine = await engineAt(place);
    const database = databaseFrom(place);
    await database.open();
    onTestFinished(() => database.close());
    await database.write(async (transaction) => {
      await transaction.query(raw('create table shop_order as select 1 as id'));
      await transaction.commit();
    });
    const counted = async () => {
      const named = sql`select relname as name, reltuples as rows from pg_class where relname = any(${tables}::text[])`;
      const rows = await database.read((session) => session.query(named));
      return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
    };
    const tables = ['shop_entry', 'shop_log', 'shop_invoice', 'shop_item', 'shop_order'];
    expect(await counted()).toEqual(Object.fromEntries(tables.map((name) => [name, -1])));
    await engine.import(await linesOfFilled());
    expect(await counted()).toMatchObject({
      shop_entry: 960,
      shop_log: 1080,
      shop_invoice: 120,
      shop_item: 1,
      shop_order: -1,
    });
  });
});

describe.each(places)('an import into %s', (_name, place) => {
  it('that fails at the commit leaves an empty database, which takes it the next time', async () => {
    const lines = await linesOfFilled();
    const options = await place();
    let failing = true;
    const database = withCommit(options, (commit) => (failing ? Promise.reject(new Error('no commit')) : commit()));
    const engine = await createEngine({ store: new TypeOrmStore(database) });
    onTestFinished(() => engine.close());
    await expect(engine.import(lines)).rejects.toThrow('no commit');
    expect(await linesOf(engine)).toHaveLength(3);
    failing = false;
    await engine.import(lines);
    expect(await linesOf(engine)).toEqual(lines);
  });
});

describe.each(sharedPlaces)('between two engines on %s', (_name, place) => {
  it('what the other is told to do waits for an import, and comes after it', async () => {
    const options = await place();
    const [one, other] = [await engineAt(options), await engineAt(options)];
    const lines = await linesOfFilled();
    const used: Promise<unknown>[] = [];
    const made: ReturnType<Engine['createItem']>[] = [];
    const parts = async function* () {
      for (const [nth, line] of lines.entries()) {
        // The import has its lock, and has written nothing yet.
        if (nth === 1) used.push(codeOf(other.use({ user: 'late', item: 'ticket', key: 'k' })));
        if (nth === lines.length - 2) made.push(other.createItem({ item: { name: 'Late', unique_key: 'late' } }));
        // Time enough for a command that does not wait; questions never do.
        if (nth === 1 || nth === lines.length - 2) for (let asked = 0; asked < 20; asked += 1) await other.audit();
        yield line;
      }
    };
    await one.import(parts());
    // Of the empty database it would be that there is no such item.
    expect(await Promise.all(used)).toEqual(['denied']);
    const [late] = await Promise.all(made);
    const known = (await one.items()).content.map(({ id, name }) => ({ id, name }));
    expect(known).toEqual([
      { id: 1, name: 'Ticket' },
      { id: late!.id, name: 'Late' },
    ]);
    expect((await one.audit()).unbalanced).toEqual([]);
  });

  it('an export sees one moment, while the other writes as if nothing was', async () => {
    const options = await place();
    const [one, other] = [await filled(await engineAt(options)), await engineAt(options)];
    const before = await linesOf(one);
    const lines: string[] = [];
    for await (const line of one.export()) {
      lines.push(line);
      if (!line.startsWith('{"kind":"')) continue;
      if (lines.length % 300 === 2) await other.grant({ user: `late ${lines.length}`, item: 'ticket', key: 'k' });
    }
    expect(lines).toEqual(before);
    expect((await linesOf(one)).length).toBeGreaterThan(before.length);
  });
});

describe('reading everything', () => {
  it.each(sharedPlaces)('goes through the keys of %s: nothing is sorted', async (name, place) => {
    const options = await place();
    await filled(await engineAt(options));
    const database = databaseFrom(options);
    await database.open();
    onTestFinished(() => database.close());
    const explain = name === 'PostgreSQL' ? 'explain ' : 'explain query plan ';
    await database.read(async (session) => {
      if (name === 'PostgreSQL') {
        // It would rather sort what is so little.
        for (const way of ['seqscan', 'bitmapscan', 'sort'])
          await session.query(sql`${raw(`set local enable_${way} = off`)}`);
      }
      const plans: string[] = [];
      const spying = {
        ...session,
        query: async (statement: Parameters<typeof session.query>[0]) => {
          const ofUsers = /holdall_(entry|log|invoice|reply)/.test(statement.texts.join(''));
          if (ofUsers) plans.push(JSON.stringify(await session.query(sql`${raw(explain)}${statement}`)));
          return session.query(statement);
        },
      };
      for await (const part of everythingIn(spying)) void part;
      expect(plans.length).toBeGreaterThan(8);
      expect(plans.filter((plan) => /sort|temp b-tree/i.test(plan))).toEqual([]);
    });
  });
});

const run = promisify(execFile);

describe('the programs', () => {
  const argumentsOf = (options: Place): readonly string[] =>
    options.type === 'postgres' ? ['--url', options.url!] : ['--type', options.type, '--database', options.database];

  const called = async (
    program: typeof runExport,
    args: readonly string[],
    input = '',
  ): Promise<{ code: number; output: string; told: string }> => {
    const output = new PassThrough();
    const told: string[] = [];
    const pipes = { input: Readable.from([Buffer.from(input)]), output, tell: (line: string) => void told.push(line) };
    const collected = text(output);
    const code = await program(args, pipes);
    output.end();
    return { code, output: await collected, told: told.join('\n') };
  };

  it.each(sharedPlaces)(
    'write everything out of %s and read it into a new database, by pipe and by file',
    async (_name, place) => {
      const [from, piped, read] = [await place(), await place(), await place()];
      const lines = await linesOf(await filled(await engineAt(from)));
      const exported = await called(runExport, argumentsOf(from));
      expect(exported).toEqual({ code: 0, output: lines.join(''), told: '' });
      const imported = await called(runImport, argumentsOf(piped), exported.output);
      expect(imported).toMatchObject({ code: 0, told: expect.stringContaining('entry: 960') as unknown });
      const file = join(temporaryFolder(), 'all.ndjson');
      expect(await called(runExport, [...argumentsOf(piped), '--file', file])).toMatchObject({ code: 0, told: '' });
      expect(readFileSync(file, 'utf8')).toBe(lines.join(''));
      expect(await called(runImport, [...argumentsOf(read), '--file', file])).toMatchObject({ code: 0 });
      expect(await linesOf(await engineAt(read))).toEqual(lines);
    },
  );

  it('say what is wrong and exit with 1 where the work fails, 2 where they are called wrongly', async () => {
    const [type] = sqliteTypes;
    const missing = join(temporaryFolder(), 'missing.db');
    const at = (database: string) => ['--type', type!, '--database', database];
    expect(await called(runExport, at(missing))).toMatchObject({
      code: 1,
      told: expect.stringContaining('names no file') as unknown,
    });
    expect(existsSync(missing)).toBe(false);
    expect(await called(runImport, at(temporaryFile()), 'hello\n')).toMatchObject({
      code: 1,
      told: expect.stringContaining('line 1 must be') as unknown,
    });
    expect(await called(runImport, [...at(temporaryFile()), '--file', missing])).toMatchObject({
      code: 1,
      told: expect.stringContaining('ENOENT') as unknown,
    });
    expect(await called(runImport, ['--type', 'oracle'])).toMatchObject({
      code: 2,
      told: expect.stringContaining('must be one of') as unknown,
    });
    expect(await called(runExport, ['--color'])).toMatchObject({
      code: 2,
      told: expect.stringContaining("'--color'") as unknown,
    });
    expect(await called(runExport, ['--help'])).toMatchObject({
      code: 0,
      told: expect.stringContaining('--schema NAME') as unknown,
    });
  });

  it('do not write over an export that is there', async () => {
    const database = temporaryFile();
    await engineAt({ type: 'better-sqlite3', database });
    const file = join(temporaryFolder(), 'all.ndjson');
    writeFileSync(file, 'precious');
    expect(await called(runExport, ['--type', 'better-sqlite3', '--database', database, '--file', file])).toMatchObject(
      { code: 1 },
    );
    expect(readFileSync(file, 'utf8')).toBe('precious');
  });
});

describe('an export that is larger than the memory', () => {
  it('comes in and goes out, byte for byte', { timeout: 180_000 }, async () => {
    const { program, remove } = await buildProgram('packages/persistence/test/transfer/large.ts');
    onTestFinished(remove);
    const folder = temporaryFolder();
    const [file, again] = [join(folder, 'all.ndjson'), join(folder, 'again.ndjson')];
    // Megabytes.
    const heap = 32;
    await run(process.execPath, [`--max-old-space-size=${heap}`, program, join(folder, 'large.db'), file, again]);
    expect(statSync(file).size).toBeGreaterThan(1.4 * heap * 2 ** 20);
    expect(await digestOf(again)).toBe(await digestOf(file));
  });
});

const digestOf = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('hex');
};
