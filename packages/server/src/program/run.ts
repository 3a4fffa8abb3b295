import { readFileSync } from 'node:fs';
import { client, clientUsage } from './client.js';
import { exitCodes, explained } from './exit-codes.js';
import { key, keyUsage } from './key.js';
import { serve, serveUsage } from './serve.js';
import { print, type Surroundings } from './surroundings.js';
import { exportAll, importAll, migrate, transferUsage } from './transfer.js';

const usage = `holdall: who may get, holds and may use what, over HTTP.

  holdall serve      answers requests until it is stopped; --demo to look around
  holdall key        makes an API key
  holdall client     makes a program known that may ask for tokens
  holdall migrate    brings the tables of a database up to date
  holdall export     writes all that a database keeps
  holdall import     reads it into another

  holdall COMMAND --help
  holdall --version
`;

interface Command {
  readonly usage: () => string;
  readonly run: (args: readonly string[], surroundings: Surroundings) => Promise<number>;
}

const commands: Readonly<Record<string, Command>> = {
  serve: { usage: serveUsage, run: serve },
  key: { usage: () => keyUsage, run: key },
  client: { usage: () => clientUsage, run: client },
  migrate: { usage: () => transferUsage, run: migrate },
  export: { usage: () => transferUsage, run: exportAll },
  import: { usage: () => transferUsage, run: importAll },
};

/** Runs a command by its name. Answers the exit code. */
export const run = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  const { complain } = surroundings;
  const [name = '', ...others] = args;
  if (['--version', '-v', 'version'].includes(name)) return (print(surroundings, version()), exitCodes.done);
  if (['--help', '-h', 'help'].includes(name)) return (print(surroundings, usage), exitCodes.done);
  const command = Object.hasOwn(commands, name) ? commands[name]! : null;
  if (command === null) {
    complain(`${name === '' ? 'A command is needed.' : `There is no command ${name}.`}\n\n${usage}`);
    return exitCodes.calledWrongly;
  }
  if (others.includes('--help') || others.includes('-h')) return (print(surroundings, command.usage()), exitCodes.done);
  if (others.includes('--version')) return (print(surroundings, version()), exitCodes.done);
  try {
    return await command.run(others, surroundings);
  } catch (error) {
    const known = explained(error);
    if (known === null) throw error;
    for (const sentence of known.sentences) complain(sentence);
    return known.code;
  }
};

/** Of the package, whose manifest stands two folders above, in src as in dist. */
const version = (): string => {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
};
