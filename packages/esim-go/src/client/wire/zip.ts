import { unzipSync } from 'fflate';
import { Unreadable } from './unreadable.js';

/** As much as one file in an archive may unpack to, and all together: QR codes are a few kilobytes each. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The files of an archive whose names end like this, in its order.
 * @throws Unreadable, also where it would unpack to more than 64 MB.
 */
export const filesFrom = (archive: Uint8Array, ending: string): readonly (readonly [string, Uint8Array])[] => {
  let total = 0;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    if (!name.toLowerCase().endsWith(ending)) return false;
    total += originalSize;
    if (total > mostBytes) throw new Unreadable('', 'unpacks to more than 64 MB');
    return true;
  };
  try {
    return Object.entries(unzipSync(archive, { filter }));
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable('', 'is not a ZIP archive');
  }
};
