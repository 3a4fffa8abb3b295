import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sequences } from '@holdall/core';
import type { Dialect } from '../sql/dialect.js';
import { named } from '../sql/names.js';

/**
 * Why so: see the entity schemas, which say the same in TypeORM's words. Tables are kept in the order of their key where
 * the database leaves the choice: all of a user's rows lie together, and a key is one tree to write instead of two. The
 * log is not: it is appended to.
 */
export const initial = (dialect: Dialect) =>
  class Initial implements MigrationInterface {
    /** TypeORM orders migrations by the last 13 digits. */
    readonly name = 'Initial0000000000001';

    async up(runner: QueryRunner): Promise<void> {
      const run = (statement: string) => runner.query(named(statement, dialect));
      for (const statement of statements(dialect)) await run(statement);
      for (const name of sequences) await run(`INSERT INTO "holdall_counter" VALUES ('${name}', 1)`);
      await run(`INSERT INTO "holdall_counter" VALUES ('catalogue', 0)`);
    }

    async down(): Promise<void> {
      throw new Error('There is no way back to before the first migration: restore a backup.');
    }
  };

const statements = ({ columnTypes: { json }, collation, withoutRowid }: Dialect): readonly string[] => {
  const text = collation === null ? 'text' : `text COLLATE "${collation}"`;
  const byKey = withoutRowid ? ' WITHOUT ROWID' : '';
  return [
    `CREATE TABLE "holdall_entry" (
  "user_id" ${text} NOT NULL,
  "id" bigint NOT NULL,
  "item_id" bigint NOT NULL,
  "nth" bigint NOT NULL,
  "revision" bigint NOT NULL,
  "status" ${text} NOT NULL,
  "ended" ${text},
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "activated_at" bigint,
  "expires" bigint,
  "booked" bigint NOT NULL,
  "sku" ${text},
  "invoice_id" bigint,
  "data" ${json} NOT NULL,
  CONSTRAINT "holdall_entry_numbers" CHECK (id >= 1 AND item_id >= 1 AND nth >= 1 AND revision >= 1),
  CONSTRAINT "holdall_entry_status" CHECK (status IN ('pending', 'active', 'inactive')),
  CONSTRAINT "holdall_entry_booked" CHECK (booked BETWEEN -9007199254740991 AND 9007199254740991),
  PRIMARY KEY ("user_id", "id")
)${byKey}`,
    `CREATE UNIQUE INDEX "holdall_entry_nth" ON "holdall_entry" ("user_id", "item_id", "nth")`,
    `CREATE INDEX "holdall_entry_open" ON "holdall_entry" ("user_id", "item_id", "nth") WHERE status <> 'inactive'`,
    `CREATE INDEX "holdall_entry_due" ON "holdall_entry" ("expires", "id") WHERE status <> 'inactive' AND expires IS NOT NULL`,
    `CREATE INDEX "holdall_entry_id" ON "holdall_entry" ("id")`,
    `CREATE INDEX "holdall_entry_item" ON "holdall_entry" ("item_id", "id")`,
    `CREATE INDEX "holdall_entry_created" ON "holdall_entry" ("created_at", "id")`,

    `CREATE TABLE "holdall_log" (
  "user_id" ${text} NOT NULL,
  "entry_id" bigint NOT NULL,
  "seq" bigint NOT NULL,
  "id" bigint NOT NULL,
  "item_id" bigint NOT NULL,
  "type" ${text} NOT NULL,
  "quantity" bigint NOT NULL,
  "at" bigint NOT NULL,
  "actor" ${text},
  "info" ${text},
  "use_id" bigint,
  "details" ${json} NOT NULL,
  CONSTRAINT "holdall_log_numbers" CHECK (id >= 1 AND seq >= 1),
  CONSTRAINT "holdall_log_quantity" CHECK (quantity BETWEEN -9007199254740991 AND 9007199254740991 AND (quantity >= 0 OR type = 'adjusted')),
  PRIMARY KEY ("user_id", "at", "id")
)`,
    `CREATE INDEX "holdall_log_use" ON "holdall_log" ("use_id") WHERE use_id IS NOT NULL`,

    `CREATE TABLE "holdall_invoice" (
  "user_id" ${text} NOT NULL,
  "id" bigint NOT NULL,
  "sku" ${text} NOT NULL,
  "note" ${text},
  "currency" ${text} NOT NULL,
  "price" bigint NOT NULL,
  "original_price" bigint NOT NULL,
  "payment" ${text} NOT NULL,
  "fulfilment" ${text} NOT NULL,
  "created_at" bigint NOT NULL,
  "fulfilled_at" bigint,
  "lines" ${json} NOT NULL,
  CONSTRAINT "holdall_invoice_numbers" CHECK (id >= 1 AND price >= 0 AND original_price >= 0),
  CONSTRAINT "holdall_invoice_words" CHECK (payment IN ('new', 'paid') AND fulfilment IN ('unfulfilled', 'processing', 'fulfilled')),
  PRIMARY KEY ("user_id", "id")
)${byKey}`,
    `CREATE INDEX "holdall_invoice_waiting" ON "holdall_invoice" ("id") WHERE fulfilment = 'unfulfilled'`,

    `CREATE TABLE "holdall_reply" (
  "scope" ${text} NOT NULL,
  "reply_key" ${text} NOT NULL,
  "at" bigint NOT NULL,
  "command" ${json} NOT NULL,
  "outcome" ${json} NOT NULL,
  CONSTRAINT "holdall_reply_key" CHECK (reply_key <> ''),
  PRIMARY KEY ("scope", "reply_key")
)${byKey}`,
    `CREATE INDEX "holdall_reply_at" ON "holdall_reply" ("at")`,

    `CREATE TABLE "holdall_template" (
  "id" ${text} NOT NULL,
  "doc" ${json},
  "revision" bigint NOT NULL,
  "position" bigint NOT NULL,
  PRIMARY KEY ("id")
)${byKey}`,
    `CREATE INDEX "holdall_template_revision" ON "holdall_template" ("revision")`,

    `CREATE TABLE "holdall_item" (
  "id" bigint NOT NULL,
  "unique_key" ${text},
  "doc" ${json},
  "revision" bigint NOT NULL,
  "position" bigint NOT NULL,
  CONSTRAINT "holdall_item_id" CHECK (id >= 1),
  CONSTRAINT "holdall_item_doc" CHECK (doc IS NOT NULL),
  PRIMARY KEY ("id")
)${byKey}`,
    `CREATE INDEX "holdall_item_revision" ON "holdall_item" ("revision")`,
    `CREATE UNIQUE INDEX "holdall_item_unique_key" ON "holdall_item" ("unique_key")`,

    `CREATE TABLE "holdall_sku" (
  "sku" ${text} NOT NULL,
  "doc" ${json},
  "revision" bigint NOT NULL,
  "position" bigint NOT NULL,
  PRIMARY KEY ("sku")
)${byKey}`,
    `CREATE INDEX "holdall_sku_revision" ON "holdall_sku" ("revision")`,

    `CREATE TABLE "holdall_user" (
  "user_id" ${text} NOT NULL,
  PRIMARY KEY ("user_id")
)${byKey}`,

    `CREATE TABLE "holdall_counter" (
  "name" ${text} NOT NULL,
  "value" bigint NOT NULL,
  CONSTRAINT "holdall_counter_value" CHECK (value BETWEEN 0 AND 9007199254740991),
  PRIMARY KEY ("name")
)${byKey}`,
  ];
};
