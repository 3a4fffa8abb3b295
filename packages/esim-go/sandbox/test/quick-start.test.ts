import { expect, it } from 'vitest';
import { lost, used } from './quick-start.js';

it('does what the README says', () => {
  expect({ used, lost }).toEqual({ used: 250_000_000, lost: 'lost' });
});
