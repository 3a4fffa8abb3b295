import { Readable } from 'node:stream';
import { holderOf } from '../auth/permission.js';
import { blocksOf } from '../streams/blocks.js';
import { Stream } from '../wire/stream.js';
import { route } from './route.js';

export const exportEverything = route({
  id: 'exportEverything',
  method: 'GET',
  path: '/export',
  summary: 'Export everything that the store keeps, as of one moment (beyond Knetik)',
  tag: 'Operations',
  permission: holderOf('INVENTORY_ADMIN'),
  writes: false,
  success: {
    status: 200,
    media: 'application/x-ndjson',
    schema: Stream('A line of JSON for each record: what `holdall-import` reads. Without its last line it was cut off'),
  },

  async handle({ engine }) {
    return {
      body: Readable.from(blocksOf(engine.export()), { objectMode: false }),
      headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
    };
  },
});
