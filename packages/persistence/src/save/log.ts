import { logTable, recordToRow } from '../schema/log.js';
import { insertRows } from '../sql/statements.js';
import type { Writer } from './writer.js';

export const saveLog: Writer = (session, { log }) => insertRows(session, logTable, log.map(recordToRow));
