// `npm run faults:esim`: the long form of test/faults/esim.
import { fromSource } from './from-source.mjs';

const { main } = await fromSource('test/faults/esim/main.ts');
process.exit((await main(process.argv.slice(2))) ? 0 : 1);
