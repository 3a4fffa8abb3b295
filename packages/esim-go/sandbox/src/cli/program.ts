import { rename, rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startSandbox, type SandboxOptions } from '../http/start-sandbox.js';

const usage = `holdall-esim-go-sandbox plays the eSIM Go API v2.4, until it is sent SIGTERM or SIGINT.

  holdall-esim-go-sandbox --port 0 --ready-file FILE

  --host HOST           what to listen on (127.0.0.1); whoever reaches it can control it
  --port PORT           of the API; 0, the default, is any free one
  --control-port PORT   of the control API; likewise
  --ready-file FILE     gets { url, controlUrl, apiKey } as JSON when both are listening
  --api-key KEY         the organisation's key (made from the seed)
  --seed NUMBER         ids and chances follow from it (1)
  --now MOMENT          what the virtual clock begins with, in ISO 8601 (the real time)
  --help                this text

It exits with 0 when it was stopped, 1 when it could not start, 2 when it was called wrongly.
`;

interface Call {
  readonly options: SandboxOptions;
  readonly readyFile: string | undefined;
}

/** Answers the exit code. */
export const run = async (args: readonly string[]): Promise<number> => {
  const call = callFrom(args);
  if (call === 'help') return (console.log(usage), 0);
  if (call instanceof Error) return (console.error(`${call.message}\n\n${usage}`), 2);
  const stopped = stopSignal();
  const { readyFile, options } = call;
  try {
    // One of an earlier run would say that this one is ready.
    if (readyFile !== undefined) await rm(readyFile, { force: true });
    const { close, ...ready } = await startSandbox(options);
    if (readyFile === undefined) console.log(JSON.stringify(ready));
    else await writeWhole(readyFile, JSON.stringify(ready));
    await stopped;
    await close();
    return 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    console.error((error as Error).message);
    return 1;
  }
};

const callFrom = (args: readonly string[]): Call | 'help' | Error => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        host: { type: 'string' },
        port: { type: 'string' },
        'control-port': { type: 'string' },
        'ready-file': { type: 'string' },
        'api-key': { type: 'string' },
        seed: { type: 'string' },
        now: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return 'help';
    const options = {
      host: values.host,
      port: numberIn('--port', values.port, 65_535),
      controlPort: numberIn('--control-port', values['control-port'], 65_535),
      seed: numberIn('--seed', values.seed, 2 ** 32 - 1),
      apiKey: values['api-key'],
      now: momentIn(values.now),
    };
    return { options, readyFile: values['ready-file'] };
  } catch (error) {
    return error as Error;
  }
};

const numberIn = (name: string, text: string | undefined, most: number): number | undefined => {
  if (text === undefined) return undefined;
  if (/^\d{1,10}$/.test(text) && Number(text) <= most) return Number(text);
  throw new Error(`${name} must be a whole number of at most ${most}`);
};

const momentIn = (text: string | undefined): Date | undefined => {
  if (text === undefined) return undefined;
  const moment = new Date(text);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new Error('--now must be a moment in ISO 8601');
};

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });

/** Whoever waits for the file never reads half of it. */
const writeWhole = async (file: string, text: string): Promise<void> => {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, text);
  await rename(unfinished, file);
};
