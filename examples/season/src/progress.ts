import cliProgress from 'cli-progress';
import { counted } from './report.js';
import type { Tally } from './tally.js';

export interface Progress {
  show(tally: Tally, at: string): void;
  stop(): void;
}

/** A bar on a terminal; a few plain lines where the output goes to a file or a pipe. */
export const progressOn = (stream: NodeJS.WriteStream, total: number): Progress =>
  stream.isTTY ? bar(stream, total) : lines(stream, total);

const bar = (stream: NodeJS.WriteStream, total: number): Progress => {
  // The cursor stays: a program that is killed could not bring it back.
  const single = new cliProgress.SingleBar(
    { format: '{bar} {percentage}% | {value}/{total} events | {day} | {replayed} replayed', hideCursor: false, stream },
    cliProgress.Presets.shades_classic,
  );
  single.start(total, 0, { day: '', replayed: 0 });
  return {
    show: ({ events, replayed }, at) => single.update(events, { day: at.slice(0, 10), replayed }),
    stop: () => single.stop(),
  };
};

const lines = (stream: NodeJS.WriteStream, total: number): Progress => {
  let month = '';
  return {
    show: ({ events }, at) => {
      if (at.startsWith(month) && month !== '') return;
      month = at.slice(0, 7);
      stream.write(`${month}: from event ${counted(events)} of ${counted(total)}\n`);
    },
    stop: () => undefined,
  };
};
