import type { Entry } from '../entry.js';
import { record, type Act } from './act.js';
import { forfeitOf, settled } from './settle.js';

/** Takes an entry away, with whatever it has left. */
export const revoked = (act: Act, entry: Entry): Entry => {
  const right = settled(act, entry);
  return record(act, right, {
    type: 'revoked',
    // An entry that ended before has nothing left; one that was switched off still has.
    quantity: right.ended === null || right.ended === 'deactivated' ? forfeitOf(act, right) : 0,
    details: {
      from: { status: right.status, ended: right.ended },
      to: { status: 'inactive', ended: 'revoked' },
    },
  });
};
