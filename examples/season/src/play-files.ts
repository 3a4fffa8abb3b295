import { createHash } from 'node:crypto';
import type { Engine } from '@holdall/core';
import { SeasonError } from './event.js';
import { openEngine, storeIn } from './open-engine.js';
import { play } from './player.js';
import { progressOn } from './progress.js';
import { counted } from './report.js';
import { SeasonClock } from './season-clock.js';
import { readCatalogue, readEvents } from './season-files.js';
import type { Tally } from './tally.js';

export interface Files {
  readonly database: string;
  readonly catalogue: string | URL;
  readonly events: string | URL;
}

/** Plays a season from its files to its end, and tells how it goes. */
export const playFiles = async (
  files: Files,
  whenPlayed: (engine: Engine, tally: Tally) => Promise<void>,
): Promise<void> => {
  const { text, catalogue } = readCatalogue(files.catalogue);
  const events = readEvents(files.events);
  if (events.length === 0) throw new SeasonError('There are no events to play.');

  const clock = new SeasonClock(events[0]!.at);
  const engine = await openEngine(storeIn(files.database), clock);
  try {
    // The key names the content: a changed catalogue is a new import, not a contradiction.
    const key = `catalogue ${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
    const { written, replayed } = await engine.importCatalogue({ catalogue, key });
    console.log(`Database:  ${files.database}`);
    console.log(`Catalogue: ${counted(written)} templates, items and SKUs${replayed ? ', imported before' : ''}`);

    const started = performance.now();
    const progress = progressOn(process.stdout, events.length);
    const tally = await play({ engine, clock, events, onProgress: progress.show }).finally(progress.stop);
    const seconds = (performance.now() - started) / 1000;
    const { events: played, fresh, replayed: repeated, clockSteps } = tally;
    const speed = `${seconds.toFixed(1)} s, ${counted(Math.round(played / seconds))} per second`;
    console.log(`Events:    ${counted(played)} in ${speed}`);
    console.log(
      `           ${counted(fresh)} new, ${counted(repeated)} replayed, ${counted(clockSteps)} steps of the clock`,
    );
    await whenPlayed(engine, tally);
  } finally {
    await engine.close();
  }
};
