/*
 * By default the same queries every time. `HOLDALL_SEED=random` looks for new ones, a number repeats a run, and HOLDALL_RUNS
 * says how many each property gets.
 */
const wanted = process.env['HOLDALL_SEED'] ?? '20261121';
export const seed = wanted === 'random' ? Date.now() % 2 ** 31 : Number(wanted);
const numRuns = Number(process.env['HOLDALL_RUNS'] ?? 1000);

console.info(`suppliers: HOLDALL_SEED=${seed} HOLDALL_RUNS=${numRuns}`);

export const parameters = { seed, numRuns };
