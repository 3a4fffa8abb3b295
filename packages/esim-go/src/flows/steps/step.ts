import type { Parts } from '../../parts.js';
import type { Sale } from '../../ports/sale.js';

/** Does what a stage is for, and says what becomes of the sale; null: it cannot go on now. Each can be repeated. */
export type Step = (parts: Parts, sale: Sale) => Promise<Partial<Sale> | null>;
