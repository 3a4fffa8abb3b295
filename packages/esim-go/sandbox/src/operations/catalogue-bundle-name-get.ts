import type { Operation } from '../api/operation.js';
import { ok } from '../api/response.js';
import { bundleOf } from '../rules/catalogue.js';
import { catalogueShape } from '../shapes/bundle.js';

export const catalogueBundleNameGet: Operation = {
  id: 'catalogueBundleNameGet',
  method: 'GET',
  path: '/catalogue/bundle/:name',

  reads: (world, { params }) => {
    const { groups: _, ...shape } = catalogueShape(bundleOf(world, params['name']!)) as { groups: unknown };
    return ok(shape);
  },
};
