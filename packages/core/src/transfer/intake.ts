import type { Audit } from '../ports/store.js';
import type { CatalogueChange } from '../catalogue/catalogue.js';
import type { Load } from '../state/load.js';
import type { Writes } from '../state/writes.js';
import type { Counters } from './stored.js';

/** A part of what users hold, as it is brought in: in the order of an export. */
export type Inventories = Pick<Writes, 'created' | 'log' | 'invoices' | 'replies'>;

/** What a store lets an import do, in the one transaction that it is. */
export interface Intake {
  /** Once, before anything else. The documents keep their order. */
  begin(counters: Counters, catalogue: readonly CatalogueChange[]): Promise<void>;
  save(part: Inventories): Promise<void>;
  /** Answers needs from what was saved so far. */
  readonly load: Load;
  /** As `Store.audit`, of what was saved so far. */
  audit(most: number): Promise<Audit>;
}
