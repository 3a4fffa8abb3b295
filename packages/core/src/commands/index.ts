import { addBySku } from './add-by-sku.js';
import { createItem } from './create-item.js';
import { createSku } from './create-sku.js';
import { createTemplate } from './create-template.js';
import { deleteItem } from './delete-item.js';
import { deleteSku } from './delete-sku.js';
import { deleteTemplate } from './delete-template.js';
import { fulfil } from './fulfil.js';
import { fulfilOutstanding } from './fulfil-outstanding.js';
import { grant } from './grant.js';
import { importCatalogue } from './import-catalogue.js';
import { recordUse } from './record-use.js';
import { reverseUse } from './reverse-use.js';
import { revoke } from './revoke.js';
import { setBehaviorData } from './set-behavior-data.js';
import { setExpiry } from './set-expiry.js';
import { setPayment } from './set-payment.js';
import { setStatus } from './set-status.js';
import { sweepExpired } from './sweep-expired.js';
import { updateItem } from './update-item.js';
import { updateSku } from './update-sku.js';
import { updateTemplate } from './update-template.js';
import { use } from './use.js';

/** Every command there is, by its type. */
export const commandKinds = {
  createTemplate,
  updateTemplate,
  deleteTemplate,
  createItem,
  updateItem,
  deleteItem,
  createSku,
  updateSku,
  deleteSku,
  importCatalogue,
  grant,
  addBySku,
  fulfil,
  setPayment,
  fulfilOutstanding,
  use,
  recordUse,
  reverseUse,
  revoke,
  setStatus,
  setExpiry,
  setBehaviorData,
  sweepExpired,
} as const;

export type CommandType = keyof typeof commandKinds;
type KindOf<T extends CommandType> = (typeof commandKinds)[T];

/** What a caller hands over for a command. */
export type InputOf<T extends CommandType> = Parameters<KindOf<T>['read']>[0];
/** What a caller gets back. */
export type ResultOf<T extends CommandType> = ReturnType<KindOf<T>['present']> & {
  /** True when this is the remembered answer to an idempotency key: nothing was done this time. */
  readonly replayed: boolean;
};
