import type { Place } from '../../stores/store.js';
import type { Contender } from '../contender.js';
import { inBatches } from './batches.js';
import { checking } from './check.js';
import { granting } from './grant.js';
import { countRows, openSession } from './open-session.js';
import { readSamples } from './samples.js';
import { using } from './use.js';

/**
 * The bare driver on the engine's own tables: the rows that the engine reads are read, the rows that it writes are
 * written, with prepared statements and in the engine's batches, and no rule is asked.
 */
export const openFloor = async (place: Place): Promise<Contender> => {
  const session = await openSession(place);
  const samples = await readSamples(session);
  return {
    operations: {
      use: inBatches(await using(session, samples)),
      grant: inBatches(await granting(session, samples)),
      check: inBatches(await checking(session, samples)),
    },
    counts: () => countRows(session),
    close: () => session.close(),
  };
};
