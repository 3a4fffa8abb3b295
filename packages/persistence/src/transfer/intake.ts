import { noWrites, sequences, type Intake } from '@holdall/core';
import { auditLedger } from '../lists/audit.js';
import { loadFrom } from '../load/index.js';
import { saveCatalogue } from '../save/catalogue.js';
import { saveCreatedEntries } from '../save/entries.js';
import { saveInvoices } from '../save/invoices.js';
import { saveLog } from '../save/log.js';
import { saveReplies } from '../save/replies.js';
import type { Writer } from '../save/writer.js';
import { catalogueCounter, counterTable } from '../schema/counter.js';
import type { Session } from '../sql/session.js';
import { updateRows } from '../sql/statements.js';

/** A record comes without the entry that it belongs to, which came before. */
const writers: readonly Writer[] = [saveCreatedEntries, saveLog, saveInvoices, saveReplies];

/** Writes what is brought in by the same statements as any batch. */
export const intakeOf = (session: Session): Intake => ({
  begin: async ({ catalogue, next }, documents) => {
    // All in one version: whoever has seen an older one, which was empty, reads them all.
    await saveCatalogue(session, documents, catalogue);
    await updateRows(
      session,
      counterTable,
      ['value'],
      [{ name: catalogueCounter, value: catalogue }, ...sequences.map((name) => ({ name, value: next[name] }))],
    );
  },
  save: async (part) => {
    const writes = { ...noWrites, ...part };
    for (const write of writers) await write(session, writes);
  },
  load: loadFrom(session, null),
  audit: (most) => auditLedger(session, most),
});
