import { parseArgs } from 'node:util';
import { runStorefront } from './storefront.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '5' },
    days: { type: 'string', default: '14' },
    stock: { type: 'string', default: '3' },
    faults: { type: 'string', default: '10' },
  },
});
const [seed, days, stock, faults] = [values.seed, values.days, values.stock, values.faults].map(Number);
const { text, discrepancies } = await runStorefront({ seed: seed!, days: days!, stock: stock!, faults: faults! });
console.log(text);
if (discrepancies.length > 0) process.exitCode = 1;
