import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own, which can be really full. Only root on Linux may make one. */
export interface SmallDisk {
  readonly path: string;
  /** Leaves this many bytes of room. */
  leave(bytes: number): Promise<void>;
  makeRoom(): void;
  remove(): Promise<void>;
}

const plenty = '1g';

/** @throws Error where file systems cannot be mounted. */
export const smallDisk = async (owner: { readonly uid: number; readonly gid: number }): Promise<SmallDisk> => {
  const path = await mkdtemp(join(tmpdir(), 'holdall-disk-'));
  const { uid, gid } = owner;
  const resize = (size: string) => mount('-o', `remount,size=${size}`, path);
  mount('-t', 'tmpfs', '-o', `size=${plenty},uid=${uid},gid=${gid},mode=700`, 'holdall', path);
  return {
    path,
    leave: async (bytes) => {
      const { blocks, bfree, bsize } = await statfs(path);
      resize(String((blocks - bfree) * bsize + bytes));
    },
    makeRoom: () => resize(plenty),
    remove: async () => {
      execFileSync('umount', [path]);
      await rm(path, { recursive: true });
    },
  };
};

/** Whether this machine lets us. */
export const canMount = async (): Promise<boolean> => {
  try {
    await (await smallDisk({ uid: 0, gid: 0 })).remove();
    return true;
  } catch {
    return false;
  }
};

const mount = (...options: readonly string[]) => execFileSync('mount', options, { stdio: 'pipe' });
