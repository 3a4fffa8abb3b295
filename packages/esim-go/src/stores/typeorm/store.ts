import { InvalidInputError } from '@holdall/core';
import { In, MoreThan, MoreThanOrEqual, type EntityManager, type FindOperator } from 'typeorm';
import { StaleError } from '../../errors/stale.js';
import type { Message } from '../../ports/message.js';
import type { Operation } from '../../ports/operation.js';
import type { Sale } from '../../ports/sale.js';
import {
  stored,
  type BridgeStore,
  type Changes,
  type LeaseRequest,
  type MessageQuery,
  type OperationQuery,
  type SaleQuery,
} from '../../ports/store.js';
import { columnText } from './column-text.js';
import { Database } from './database.js';
import type { Place } from './place.js';
import { leaseTable, messageTable, operationTable, saleTable, type LeaseRow, type Row, type Table } from './tables.js';

export type BridgeStoreOptions = Place & {
  /** How long the work of others, and a database that is away, is waited for, in milliseconds. Default 5,000. */
  readonly patience?: number;
};

type Rec = { readonly id: string; readonly revision: number };
type Condition = string | number | FindOperator<string | number> | undefined;

/** The most texts in one question: databases have a limit. */
const most = 1_000;

/** In a database, through TypeORM. Nothing is touched before it is opened, which `createBridge` does. */
export class TypeOrmBridgeStore implements BridgeStore {
  readonly #database: Database;

  /** @throws InvalidInputError for options that make no sense. */
  constructor({ patience = 5_000, ...place }: BridgeStoreOptions) {
    if (!Number.isInteger(patience) || patience < 1 || patience > 600_000) {
      throw new InvalidInputError([{ path: 'patience', message: 'must be a whole number from 1 to 600000' }]);
    }
    this.#database = new Database(place, patience);
  }

  open(): Promise<void> {
    return this.#database.open();
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  async commit({ sales = [], operations = [], messages = [] }: Changes): Promise<void> {
    await this.#database.transact(async (manager) => {
      await lockedUnlessStale(manager, 'sale', saleTable, sales);
      await lockedUnlessStale(manager, 'operation', operationTable, operations);
      await lockedUnlessStale(manager, 'message', messageTable, messages);
      for (const sale of sales) await put(manager, saleTable, sale);
      for (const operation of operations) await put(manager, operationTable, operation);
      for (const message of messages) await put(manager, messageTable, message);
    });
  }

  async sale(id: string): Promise<Sale | null> {
    return this.#one(saleTable, { id: columnText(id) });
  }

  async saleOf(user: string, entry: number): Promise<Sale | null> {
    return this.#one(saleTable, { user_id: columnText(user), entry_id: entry });
  }

  sales({ user, iccid, stages, unsettled, ...list }: SaleQuery): Promise<readonly Sale[]> {
    return this.#list(saleTable, list, {
      user_id: text(user),
      iccid: text(iccid),
      stage: stages && In([...stages]),
      unsettled: unsettled && 1,
    });
  }

  operation(id: string): Promise<Operation | null> {
    return this.#one(operationTable, { id: columnText(id) });
  }

  operations({ sale, lock, states, fromTurn, ...list }: OperationQuery): Promise<readonly Operation[]> {
    return this.#list(operationTable, list, {
      sale_id: text(sale),
      lock_name: text(lock),
      state: states && In([...states]),
      settled_turn: fromTurn === undefined ? undefined : MoreThanOrEqual(fromTurn),
    });
  }

  async claimed(references: readonly string[]): Promise<ReadonlySet<string>> {
    const known = new Set<string>();
    for (let from = 0; from < references.length; from += most) {
      const asked = references.slice(from, from + most).map(columnText);
      const rows = await this.#database.read((manager) =>
        manager
          .getRepository<{ id: string; reference: string }>(operationTable.name)
          .find({ select: { id: true, reference: true }, where: { reference: In(asked) } }),
      );
      for (const { reference } of rows) known.add(reference);
    }
    return new Set(references.filter((reference) => known.has(columnText(reference))));
  }

  message(id: string): Promise<Message | null> {
    return this.#one(messageTable, { id: columnText(id) });
  }

  messages({ handled, ...list }: MessageQuery): Promise<readonly Message[]> {
    return this.#list(messageTable, list, { handled: handled ? 1 : 0 });
  }

  /** Three statements on one row: whoever comes second waits at the first that writes, and sees what the other left. */
  async lease({ name, holder, now, until }: LeaseRequest): Promise<number | null> {
    const [key, me] = [columnText(name), columnText(holder)];
    return this.#database.transact(async (manager) => {
      const leases = manager.getRepository<LeaseRow>(leaseTable.name);
      const free = { name: key, holder: null, until: 0, taken: 0 };
      await leases.createQueryBuilder().insert().values(free).orIgnore().execute();
      await leases
        .createQueryBuilder()
        .update()
        .set({ holder: me, until, taken: () => 'taken + 1' })
        .where('name = :key and (holder is null or holder = :me or until <= :now)', { key, me, now })
        .execute();
      const lease = await leases.findOneByOrFail({ name: key });
      return lease.holder === me ? Number(lease.taken) : null;
    });
  }

  async release(name: string, holder: string): Promise<void> {
    await this.#database.transact((manager) =>
      manager
        .getRepository<LeaseRow>(leaseTable.name)
        .update({ name: columnText(name), holder: columnText(holder) }, { holder: null }),
    );
  }

  async #one<R extends Rec>(table: Table<R>, where: Readonly<Record<string, Condition>>): Promise<R | null> {
    const [found] = await this.#list(table, { limit: 1 }, where);
    return found ?? null;
  }

  async #list<R extends Rec>(
    { name }: Table<R>,
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
    where: Readonly<Record<string, Condition>>,
  ): Promise<readonly R[]> {
    // TypeORM takes it for no limit.
    if (limit === 0) return [];
    const conditions = { ...where, ...(after !== undefined && { id: MoreThan(columnText(after)) }) };
    const rows = await this.#database.read((manager) =>
      manager.getRepository<Row>(name).find({
        select: { id: true, record: true },
        where: Object.fromEntries(Object.entries(conditions).filter(([, condition]) => condition !== undefined)),
        order: { id: 'ASC' },
        take: limit,
      }),
    );
    return rows.map(({ record }) => JSON.parse(record) as R);
  }
}

const text = (value: string | undefined): string | undefined => (value === undefined ? undefined : columnText(value));

/** In the order of their ids, so that two who change the same ones do not wait for each other in a circle. */
const lockedUnlessStale = async <R extends Rec>(
  manager: EntityManager,
  kind: string,
  { name }: Table<R>,
  changes: readonly R[],
): Promise<void> => {
  if (changes.length === 0) return;
  const query = manager
    .getRepository<Row>(name)
    .createQueryBuilder('it')
    .select(['it.id', 'it.revision'])
    .where({ id: In(changes.map(({ id }) => columnText(id))) })
    .orderBy('it.id');
  // On SQLite everything is locked already.
  if (manager.connection.options.type === 'postgres') query.setLock('pessimistic_write');
  const revisions = new Map((await query.getMany()).map(({ id, revision }) => [id, Number(revision)]));
  for (const { id, revision } of changes) {
    if ((revisions.get(columnText(id)) ?? 0) !== revision) throw new StaleError(kind, id);
  }
};

const put = async <R extends Rec>(manager: EntityManager, { name, keys }: Table<R>, before: R): Promise<void> => {
  const record = stored(before);
  const [id, { revision }] = [columnText(record.id), record];
  const repository = manager.getRepository<Row>(name);
  const columns = { ...keys(record), revision, record: JSON.stringify(record) };
  if (before.revision === 0) await repository.insert({ id, ...columns });
  else await repository.update({ id }, columns);
};
