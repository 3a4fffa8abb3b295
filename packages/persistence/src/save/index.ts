import { refuseContradictions, type Writes } from '@holdall/core';
import type { Session } from '../sql/session.js';
import { saveCatalogue } from './catalogue.js';
import { saveCreatedEntries, saveUpdatedEntries } from './entries.js';
import { saveInvoices } from './invoices.js';
import { saveLog } from './log.js';
import { forgetReplies, saveReplies } from './replies.js';
import type { Writer } from './writer.js';

/** In this order: a reply of this batch may take the place of one that it forgets. */
const writers: readonly Writer[] = [
  saveCreatedEntries,
  saveUpdatedEntries,
  saveLog,
  saveInvoices,
  forgetReplies,
  saveReplies,
];

/** Writes a whole batch. Whether it stays is decided by the commit. */
export const save = async (session: Session, writes: Writes, nextVersion: number): Promise<void> => {
  refuseContradictions(writes);
  for (const write of writers) await write(session, writes);
  await saveCatalogue(session, writes.catalogue, nextVersion);
};
