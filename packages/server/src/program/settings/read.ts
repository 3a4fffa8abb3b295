import { readFileSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { InvalidInputError, type Fault } from '@holdall/core';
import { checkEsimGo, checkIdentities, checkPlaces } from './together.js';
import { configVariable, givenByEnvironment, givenByFile, givenByFlags } from './sources.js';
import { flagOf, settingNames, table, type Setting, type Settings } from './table.js';
import { trueOrFalse } from './kind.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What `serve` was called with: flags by their names. @throws TypeError for flags that there are not. */
export const flagsIn = (args: readonly string[]): Readonly<Record<string, string | boolean | undefined>> =>
  parseArgs({ args: withValues(args), options: flags, allowPositionals: false }).values as Record<
    string,
    string | boolean
  >;

/**
 * The settings: flags go before the environment, which goes before the file, which goes before the defaults.
 * @param signsIn whether it matters who may call, and where.
 * @throws InvalidInputError that names every fault, and where it is.
 */
export const readSettings = (
  args: readonly string[],
  environment: Environment,
  { signsIn = true }: { readonly signsIn?: boolean } = {},
): Settings => {
  const faults: Fault[] = [];
  const blame = (fault: Fault): void => void faults.push(fault);
  const given = flagsIn(args);
  const file = (given['config'] as string | undefined) ?? environment[configVariable];
  const all = {
    ...Object.fromEntries(settingNames.map((name) => [name, table[name].default])),
    ...(file === undefined || file === '' ? {} : givenByFile(fileAt(file, blame), file, blame)),
    ...givenByEnvironment(environment, blame),
    ...givenByFlags(given, blame),
  } as Settings;
  // What is wrong by itself would be wrong once more.
  if (faults.length === 0) checkPlaces(all, blame);
  if (faults.length === 0 && signsIn) checkEsimGo(all, blame);
  if (faults.length === 0 && signsIn) checkIdentities(all, blame);
  if (faults.length > 0) throw new InvalidInputError(faults);
  return all;
};

/** Flags by these names, each with its value, and whatever else there is. */
export const splitArguments = (
  args: readonly string[],
  names: readonly string[],
): { readonly ours: readonly string[]; readonly theirs: readonly string[] } => {
  const ours: string[] = [];
  const theirs: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index]!;
    const [name] = arg.split('=', 1) as [string];
    if (!names.includes(name.replace(/^--/, ''))) theirs.push(arg);
    else if (arg.includes('=')) ours.push(arg);
    else ours.push(arg, ...args.slice((index += 1), index + 1));
  }
  return { ours, theirs };
};

const fileAt = (file: string, blame: (fault: Fault) => void): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const message = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    blame({ path: file, message: `${message}: ${(error as Error).message}` });
    return {};
  }
};

/** Switches, too, can be given a value: `--no-sweep` would be a second name for each. */
const switches = settingNames.filter((name) => (table[name] as Setting<unknown>).kind === trueOrFalse).map(flagOf);

/** `--sweep` alone is `--sweep true`. */
const withValues = (args: readonly string[]): string[] =>
  args.flatMap((arg, index) => {
    const isSwitch = switches.some((flag) => arg === `--${flag}`);
    return isSwitch && !['true', 'false'].includes(args[index + 1] ?? '') ? [arg, 'true'] : [arg];
  });

const flags: NonNullable<ParseArgsConfig['options']> = {
  config: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  ...Object.fromEntries(
    settingNames.flatMap((name) => (flagOf(name) === null ? [] : [[flagOf(name), { type: 'string' }]])),
  ),
};
