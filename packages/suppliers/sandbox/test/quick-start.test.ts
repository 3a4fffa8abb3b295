import { expect, it } from 'vitest';
import { failed, first, second } from './quick-start.js';

it('does what the README says', () => {
  expect({ first, second, failed }).toEqual({ first: [1, 2], second: [], failed: 503 });
});
