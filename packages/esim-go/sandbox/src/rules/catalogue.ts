import { badRequest } from '../api/refused.js';
import type { Bundle } from '../world/bundle.js';
import type { World } from '../world/world.js';

/** Names are case-sensitive. @throws Refused (400) */
export const bundleOf = ({ catalogue }: World, name: string): Bundle => {
  const bundle = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
  if (bundle === undefined) throw badRequest(`Unknown bundle: ${name}`);
  return bundle;
};
