import { constants } from 'node:os';

const signals = ['SIGTERM', 'SIGINT'] as const;

/** Resolves at the first signal to stop; a second one ends the process at once. `forget` lets both be as they were. */
export const untilToldToStop = (
  process: NodeJS.Process,
): { readonly told: Promise<NodeJS.Signals>; forget(): void } => {
  let tell: (signal: NodeJS.Signals) => void;
  const told = new Promise<NodeJS.Signals>((resolve) => (tell = resolve));
  let isTold = false;
  const hear = (signal: NodeJS.Signals): void => {
    if (isTold) process.exit(128 + constants.signals[signal]);
    isTold = true;
    tell(signal);
  };
  for (const signal of signals) process.on(signal, hear);
  return {
    told,
    forget: () => {
      for (const signal of signals) process.off(signal, hear);
    },
  };
};
