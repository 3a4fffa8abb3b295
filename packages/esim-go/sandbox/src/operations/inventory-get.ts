import type { Operation } from '../api/operation.js';
import { ok } from '../api/response.js';
import { inventoryShape } from '../shapes/bundle.js';
import { hasExpired } from '../world/lot.js';

export const inventoryGet: Operation = {
  id: 'inventoryGet',
  method: 'GET',
  path: '/inventory',

  reads: (world) => {
    const lots = Object.values(world.lots).filter(
      (lot) => !hasExpired(lot, world.now) && (lot.remaining > 0 || world.settings.shapes.emptyLots === 'listed'),
    );
    const names = [...new Set(lots.map(({ bundle }) => bundle))];
    return ok({
      bundles: names.map((name) => {
        const bundle = world.catalogue[name]!;
        return {
          name,
          desc: bundle.description,
          useDms: bundle.useDms,
          available: lots
            .filter((lot) => lot.bundle === name)
            .map(({ id, total, remaining, expiresAt }) => ({
              id,
              total,
              remaining,
              expiry: new Date(expiresAt).toISOString().slice(0, 'yyyy-mm-dd'.length),
            })),
          ...inventoryShape(bundle),
        };
      }),
    });
  },
};
