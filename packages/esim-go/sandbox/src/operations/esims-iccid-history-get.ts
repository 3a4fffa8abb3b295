import type { Operation } from '../api/operation.js';
import { ok } from '../api/response.js';
import { esimOf } from '../rules/esims.js';
import type { HistoryEntry } from '../world/esim.js';
import type { Settings } from '../world/settings.js';

/** Newest first. No entry names an assignment: of two bundles of one name it cannot tell which was touched. */
export const esimsIccidHistoryGet: Operation = {
  id: 'esimsIccidHistoryGet',
  method: 'GET',
  path: '/esims/:iccid/history',

  reads: (world, { params }) => {
    const { shapes } = world.settings;
    const entries = esimOf(world, params['iccid']!)
      .history.toReversed()
      .map((entry) => shapeOf(shapes, entry));
    return ok(shapes.history === 'array' ? entries : (entries[0] ?? {}));
  },
};

const shapeOf = (shapes: Settings['shapes'], { name, bundle, date, ...more }: HistoryEntry): object => {
  if (shapes.historyBundle === 'bundleName') return { name, ...(bundle === null ? {} : { bundleName: bundle }), date };
  const present = Object.entries({ bundle, ...more }).filter(([, value]) => value !== null);
  return { name, ...Object.fromEntries(present), date };
};
