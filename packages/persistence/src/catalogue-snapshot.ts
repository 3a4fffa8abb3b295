import { Catalogue, StorageError, type CatalogueChange } from '@holdall/core';
import { itemFromRow, skuFromRow, templateFromRow } from './schema/catalogue.js';
import { catalogueCounter, counterTable } from './schema/counter.js';
import { RowReader } from './schema/row-reader.js';
import type { Session } from './sql/session.js';
import { sql } from './sql/sql.js';

/**
 * The catalogue as one connection last saw it. Asking costs one small read as long as nobody has changed it; then only
 * what changed is read. One per connection: a reader may still see an older state than the writer beside it.
 */
export class CatalogueSnapshot {
  #catalogue: Catalogue;

  constructor(known = Catalogue.empty()) {
    this.#catalogue = known;
  }

  /** As it was when last looked at. */
  get known(): Catalogue {
    return this.#catalogue;
  }

  /** The catalogue as it is in what the session sees. */
  async current(session: Session): Promise<Catalogue> {
    for (let version = await versionOf(session); version !== this.#catalogue.version;) {
      // An older version than before: the file was replaced, by a backup perhaps. Then everything is read anew.
      const known = version > this.#catalogue.version ? this.#catalogue : Catalogue.empty();
      const changed = known.with(await changesSince(session, known.version), version);
      // Where statements do not see one moment, the catalogue may have changed between them: then once more.
      const now = await versionOf(session);
      if (now === version) return (this.#catalogue = changed);
      version = now;
    }
    return this.#catalogue;
  }

  /** After a commit of our own, which needs no reading back. */
  advance(changes: readonly CatalogueChange[], version: number): void {
    if (changes.length > 0) this.#catalogue = this.#catalogue.with(changes, version);
  }
}

/** The version of the catalogue in what the session sees. */
export const versionOf = async (session: Session): Promise<number> => {
  const [row] = await session.query(sql`select value from holdall_counter where name = ${catalogueCounter}`);
  if (row !== undefined) return new RowReader(counterTable.name, row).integer('value');
  throw new StorageError('The database has lost the version of its catalogue. Restore it from a backup.', {
    transient: false,
  });
};

const changesSince = async (session: Session, version: number): Promise<readonly CatalogueChange[]> => {
  const since = sql`where revision > ${version} order by position`;
  const templates = await session.query(sql`select id, doc from holdall_template ${since}`);
  const items = await session.query(sql`select id, doc from holdall_item ${since}`);
  const skus = await session.query(sql`select sku, doc from holdall_sku ${since}`);
  return [...templates.map(templateFromRow), ...items.map(itemFromRow), ...skus.map(skuFromRow)];
};
