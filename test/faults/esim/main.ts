import { parseArgs } from 'node:util';
import { buildBridgeProcess } from './build.js';
import { faultRun } from './run.js';

const usage = 'npm run faults:esim -- [--operations 2000] [--kills 50] [--faults 10] [--seed N]';

/** The long form of the bridge's fault run. Answers whether nothing was violated. */
export const main = async (args: readonly string[]): Promise<boolean> => {
  const sizes = sizesIn(args);
  if (sizes === null) {
    console.error(`Usage: ${usage}`);
    return false;
  }
  const { operations, kills, faults, seed } = sizes;
  console.log(`faults:esim: --operations ${operations} --kills ${kills} --faults ${faults} --seed ${seed}`);
  const { program, remove } = await buildBridgeProcess();
  try {
    const { violations, facts } = await faultRun({ program, ...sizes });
    console.log(facts);
    for (const violation of violations) console.log(`  VIOLATED: ${violation}`);
    return violations.length === 0;
  } finally {
    await remove();
  }
};

/** Null where they make no sense. */
const sizesIn = (args: readonly string[]) => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        operations: { type: 'string', default: '2000' },
        kills: { type: 'string', default: '50' },
        faults: { type: 'string', default: '10' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      },
    });
    const [operations, kills, faults, seed] = [values.operations, values.kills, values.faults, values.seed].map(Number);
    const sizes = { operations: operations!, kills: kills!, faults: faults!, seed: seed! };
    const whole = Object.values(sizes).every((size) => Number.isSafeInteger(size) && size >= 0);
    return whole && sizes.operations > 0 && sizes.faults <= 100 ? sizes : null;
  } catch {
    return null;
  }
};
