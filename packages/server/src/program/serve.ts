import { exitCodes } from './exit-codes.js';
import type { Ready } from './ready-file.js';
import { startServer } from './server.js';
import { readSettings } from './settings/read.js';
import { settingsUsage } from './settings/usage.js';
import { untilToldToStop } from './signals.js';
import type { Surroundings } from './surroundings.js';

export const serveUsage =
  (): string => `holdall serve answers Knetik's UsersInventory API over HTTP, until SIGTERM or SIGINT.

  HOLDALL_JWT_SECRET=$(openssl rand -base64 48) holdall serve --database shop.sqlite
  holdall serve --config holdall.json
  holdall serve --demo

  --config FILE
      JSON with settings by their names, in camelCase: { "port": 8080 }. Also HOLDALL_CONFIG.

Every flag is also a variable (--stop-within is HOLDALL_STOP_WITHIN) and a field of the file (stopWithin). Flags go before
variables, which go before the file. What is secret has no flag.

${settingsUsage()}

It exits with 0 when it was stopped in good order, 1 when it failed, 2 when it was called wrongly or a setting makes no
sense, and with 128 and the signal's number when a second signal ended it at once.
`;

/** How much longer than requests the rest may take, in milliseconds: the database that hangs must not keep us for ever. */
const rest = 5_000;

/** Serves until it is told to stop. Answers the exit code. */
export const serve = async (
  args: readonly string[],
  surroundings: Surroundings,
  onReady: (ready: Ready) => Promise<void> = async () => undefined,
): Promise<number> => {
  const { environment, output, complain, process } = surroundings;
  const settings = readSettings(args, environment);
  const bound = settings.stopWithin + rest;
  // From now on, so that a start that is broken off leaves nothing behind either.
  const { told, forget } = untilToldToStop(process);
  let tooLong: NodeJS.Timeout | undefined;
  void told.then(() => {
    tooLong = setTimeout(() => {
      complain(`The server did not stop within ${bound} ms, and is ended.`);
      process.exit(exitCodes.failed);
    }, bound);
  });
  try {
    const server = await startServer(settings, { stream: output });
    try {
      await onReady(server.ready);
      await told;
    } finally {
      await server.stop();
    }
    return exitCodes.done;
  } finally {
    clearTimeout(tooLong);
    forget();
  }
};
