/** What a contender did in one stretch of time. */
export interface Throughput {
  readonly operations: number;
  readonly seconds: number;
}

/** One operation for one user, with its answer. */
export type Operation = (user: string) => Promise<void>;

export interface Load {
  /** How many callers ask at once. */
  readonly callers: number;
  readonly milliseconds: number;
  readonly nextUser: () => string;
}

/** Callers each of whom waits for an answer before asking again. What is under way when the time is over is finished, and counts. */
export const closedLoop = async (
  operation: Operation,
  { callers, milliseconds, nextUser }: Load,
): Promise<Throughput> => {
  const started = performance.now();
  let operations = 0;
  const caller = async () => {
    do {
      await operation(nextUser());
      operations += 1;
    } while (performance.now() - started < milliseconds);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { operations, seconds: (performance.now() - started) / 1000 };
};
