/** Runs work so that, where it fails, nothing of it is left, and the transaction is as usable as before. */
export const behindSavepoint = async <R>(
  execute: (statement: string) => Promise<unknown>,
  work: () => Promise<R>,
): Promise<R> => {
  await execute('savepoint holdall');
  try {
    const result = await work();
    await execute('release savepoint holdall');
    return result;
  } catch (error) {
    // Where there is nothing to go back to, the transaction or its connection is lost. What led here matters more.
    await execute('rollback to savepoint holdall')
      .then(() => execute('release savepoint holdall'))
      .catch(() => undefined);
    throw error;
  }
};
