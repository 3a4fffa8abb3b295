/** The two functions of a test runner that the suite needs: those of vitest, jest, mocha, node:test, ... */
export interface Runner {
  readonly describe: (name: string, suite: () => void) => unknown;
  readonly it: (title: string, test: () => Promise<void>) => unknown;
}

/** @throws TypeError where the runner has no globals and nobody handed it over. */
export const runnerOr = (runner: Runner | undefined): Runner => {
  const found = runner ?? (globalThis as unknown as Partial<Runner>);
  if (typeof found.describe === 'function' && typeof found.it === 'function') return found as Runner;
  throw new TypeError('There is no global `describe` and `it`: pass those of your test runner as { describe, it }.');
};
