import type { QueryRunner } from 'typeorm';
import type { StoredRow } from '../sql/session.js';
import type { Parameter } from '../sql/sql.js';
import type { PreparedStatement, SqliteDriver } from './drivers/driver.js';

/** All that the hot path sends, and room for lists, whose texts follow what is asked for. */
const mostKept = 200;

/**
 * The statements of one connection. Each is prepared once: the database would otherwise read and plan the same text for
 * every batch. They go straight to the connection that TypeORM's query runner has.
 */
export class Statements {
  readonly #prepared = new Map<string, PreparedStatement>();

  constructor(
    private readonly runner: QueryRunner,
    private readonly driver: SqliteDriver,
  ) {}

  async run(text: string, parameters: readonly Parameter[] = []): Promise<readonly StoredRow[]> {
    const statement = this.#prepared.get(text) ?? (await this.#prepare(text));
    return statement.all(parameters);
  }

  /** The same with each of these, one after another. */
  async runEach(text: string, all: readonly (readonly Parameter[])[]): Promise<readonly StoredRow[]> {
    const statement = this.#prepared.get(text) ?? (await this.#prepare(text));
    const rows: StoredRow[] = [];
    for (const parameters of all) rows.push(...(await statement.all(parameters)));
    return rows;
  }

  /** Lets go of all of them: a connection with statements cannot be closed. */
  async finalize(): Promise<void> {
    const all = [...this.#prepared.values()];
    this.#prepared.clear();
    for (const statement of all) await statement.finalize();
  }

  async #prepare(text: string): Promise<PreparedStatement> {
    if (this.#prepared.size >= mostKept) await this.finalize();
    const statement = await this.driver.prepare(await this.runner.connect(), text);
    this.#prepared.set(text, statement);
    return statement;
  }
}
