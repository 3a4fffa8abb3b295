/** Does one operation for each of these users, in one transaction. */
export type Run = (users: readonly string[]) => Promise<void>;

/** As many as the engine takes together. */
const mostTogether = 256;

interface Waiting {
  readonly user: string;
  resolve(): void;
  reject(error: unknown): void;
}

/** Operations that arrive while a batch is under way form the next one, as in the engine; a lone one goes alone. */
export const inBatches = (run: Run): ((user: string) => Promise<void>) => {
  const waiting: Waiting[] = [];
  let running = false;
  const drain = async () => {
    running = true;
    // One turn later, so that all who call in the same turn share a batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostTogether);
      await run(batch.map(({ user }) => user)).then(
        () => batch.forEach(({ resolve }) => resolve()),
        (error: unknown) => batch.forEach(({ reject }) => reject(error)),
      );
    }
    running = false;
  };
  return (user) =>
    new Promise((resolve, reject) => {
      waiting.push({ user, resolve: () => resolve(), reject });
      if (!running) void drain();
    });
};
