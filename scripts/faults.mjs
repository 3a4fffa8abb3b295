// `npm run faults`: the long form of test/faults.
import { fromSource } from './from-source.mjs';

const { main } = await fromSource('test/faults/main.ts');
process.exit((await main(process.argv.slice(2))) ? 0 : 1);
