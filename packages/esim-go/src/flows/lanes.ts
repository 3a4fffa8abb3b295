/** Does the work for each, so many at a time. Rejects with the first failure, when those that were begun have ended. */
export const inLanes = async <T>(
  all: Iterable<T>,
  lanes: number,
  work: (one: T) => Promise<unknown>,
): Promise<void> => {
  const queue = all[Symbol.iterator]();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (let next = queue.next(); !next.done && !failed; next = queue.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
};
