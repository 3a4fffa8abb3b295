import { readFileSync } from 'node:fs';

/** In bytes. */
export const peakResidentSet = (): number => {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Not on Linux.
  }
  // On Linux this would count what the parent had when it made this process.
  return process.resourceUsage().maxRSS * 1024;
};
