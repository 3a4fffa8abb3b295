/** What is waited for together goes on for the others: only the wait ends. @throws the signal's reason. */
export const untilAborted = async <T>(shared: Promise<T>, signal?: AbortSignal): Promise<T> => {
  if (signal === undefined) return shared;
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([shared, aborted]);
  } finally {
    signal.removeEventListener('abort', stop!);
  }
};
