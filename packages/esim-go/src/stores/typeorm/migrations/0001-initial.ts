import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the tables go, and how texts are compared there. */
export interface Target {
  readonly postgres: boolean;
  /** Of PostgreSQL; left out: the first of the search path. */
  readonly schema?: string | undefined;
}

/** Why so: see `tables.ts`, which says the same in TypeORM's words. */
export const initial = (target: Target) =>
  class Initial implements MigrationInterface {
    /** TypeORM orders migrations by the last 13 digits. */
    readonly name = 'Initial0000000000001';

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements(target)) await runner.query(statement);
    }

    async down(): Promise<void> {
      throw new Error('There is no way back to before the first migration: restore a backup.');
    }
  };

const statements = ({ postgres, schema }: Target): readonly string[] => {
  const text = postgres ? 'text COLLATE "C"' : 'text';
  const at = (table: string) => (schema === undefined ? `"${table}"` : `"${schema}"."${table}"`);
  return [
    `CREATE TABLE ${at('holdall_esim_sale')} (
  "id" ${text} NOT NULL PRIMARY KEY,
  "revision" bigint NOT NULL,
  "user_id" ${text} NOT NULL,
  "entry_id" bigint,
  "iccid" ${text},
  "stage" ${text} NOT NULL,
  "unsettled" bigint NOT NULL,
  "record" text NOT NULL
)`,
    `CREATE INDEX "holdall_esim_sale_user" ON ${at('holdall_esim_sale')} ("user_id", "entry_id")`,
    `CREATE INDEX "holdall_esim_sale_iccid" ON ${at('holdall_esim_sale')} ("iccid")`,
    `CREATE INDEX "holdall_esim_sale_stage" ON ${at('holdall_esim_sale')} ("stage", "id")`,
    `CREATE INDEX "holdall_esim_sale_unsettled" ON ${at('holdall_esim_sale')} ("id") WHERE unsettled = 1`,

    `CREATE TABLE ${at('holdall_esim_operation')} (
  "id" ${text} NOT NULL PRIMARY KEY,
  "revision" bigint NOT NULL,
  "sale_id" ${text},
  "lock_name" ${text} NOT NULL,
  "state" ${text} NOT NULL,
  "settled_turn" bigint NOT NULL,
  "reference" ${text},
  "record" text NOT NULL
)`,
    `CREATE INDEX "holdall_esim_operation_sale" ON ${at('holdall_esim_operation')} ("sale_id")`,
    `CREATE INDEX "holdall_esim_operation_lock" ON ${at('holdall_esim_operation')} ("lock_name", "settled_turn")`,
    `CREATE INDEX "holdall_esim_operation_state" ON ${at('holdall_esim_operation')} ("state", "id")`,
    `CREATE INDEX "holdall_esim_operation_reference" ON ${at('holdall_esim_operation')} ("reference")`,

    `CREATE TABLE ${at('holdall_esim_message')} (
  "id" ${text} NOT NULL PRIMARY KEY,
  "revision" bigint NOT NULL,
  "handled" bigint NOT NULL,
  "record" text NOT NULL
)`,
    `CREATE INDEX "holdall_esim_message_open" ON ${at('holdall_esim_message')} ("id") WHERE handled = 0`,

    `CREATE TABLE ${at('holdall_esim_lease')} (
  "name" ${text} NOT NULL PRIMARY KEY,
  "holder" ${text},
  "until" bigint NOT NULL,
  "taken" bigint NOT NULL
)`,
  ];
};
