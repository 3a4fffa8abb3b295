import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** What a script needs to drive a server that it has started. */
export interface Ready {
  /** Below which all paths are. */
  readonly url: string;
  /** Of the demo: an administrator's. */
  readonly token?: string;
  /** Of the demo: an ordinary user's. */
  readonly userToken?: string;
}

/** Whole or not at all, whenever somebody looks, and for nobody else's eyes. */
export const writeReadyFile = async (file: string, ready: Ready): Promise<void> => {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(ready)}\n`);
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
};

/** Of a run before: whoever waits for the file must not take it for ours. */
export const removeReadyFile = (file: string): Promise<void> => rm(file, { force: true });
