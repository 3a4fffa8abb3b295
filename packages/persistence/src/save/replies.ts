import { replyTable, replyToRow } from '../schema/reply.js';
import { deleteRows, putRows } from '../sql/statements.js';
import type { Writer } from './writer.js';

export const forgetReplies: Writer = (session, { forgottenReplies }) =>
  deleteRows(
    session,
    replyTable,
    forgottenReplies.map(({ scope, key }) => ({ scope, reply_key: key })),
  );

export const saveReplies: Writer = (session, { replies }) => putRows(session, replyTable, replies.map(replyToRow));
