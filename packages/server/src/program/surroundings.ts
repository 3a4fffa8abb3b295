import type { Readable, Writable } from 'node:stream';

/** What a program is connected to: the real process, or what a test puts in its place. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: Readable;
  readonly output: Writable;
  /** For people who have to do something: one line. */
  readonly complain: (line: string) => void;
  /** Whose signals end it. */
  readonly process: NodeJS.Process;
}

export const print = ({ output }: Pick<Surroundings, 'output'>, line: string): void => void output.write(`${line}\n`);
