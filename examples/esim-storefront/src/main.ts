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
const { text, discrepancies } = await runStorefront({
  seed: Number(values.seed),
  days: Number(values.days),
  stock: Number(values.stock),
  faults: Number(values.faults),
});
console.log(text);
if (discrepancies.length > 0) process.exitCode = 1;
