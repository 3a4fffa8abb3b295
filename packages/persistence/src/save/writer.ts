import type { Writes } from '@holdall/core';
import type { Session } from '../sql/session.js';

/** Writes one kind of change of a whole batch, in one statement; in none where there is nothing to write. */
export type Writer = (session: Session, writes: Writes) => Promise<void>;
