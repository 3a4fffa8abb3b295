import type { Fault } from '@holdall/core';
import type { Kind } from './kind.js';
import { flagOf, settingNames, table, variableOf, type SettingName, type Setting } from './table.js';

/** What one source says. Settings that it does not name are not in it. */
export type Given = { readonly [K in SettingName]?: unknown };

type Blame = (fault: Fault) => void;

/** @param config the parsed file: an object with settings by their names. */
export const givenByFile = (config: unknown, file: string, blame: Blame): Given => {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    blame({ path: file, message: 'must hold a JSON object: { "port": 8080 }' });
    return {};
  }
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(config)) {
    if (!isSetting(name)) blame({ path: `${name} in ${file}`, message: unknown(name, settingNames) });
    else given[name] = valueOf(kindOf(name).fromJson(value), `${name} in ${file}`, name, blame);
  }
  return given;
};

/** An empty variable is none: that is how some shells and compose files say so. */
export const givenByEnvironment = (environment: Readonly<Record<string, string | undefined>>, blame: Blame): Given => {
  const names = new Map(settingNames.map((name) => [variableOf(name), name]));
  const given: Record<string, unknown> = {};
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith('HOLDALL_') || variable === configVariable || value === undefined || value === '')
      continue;
    const name = names.get(variable);
    if (name !== undefined) given[name] = valueOf(kindOf(name).fromText(value), variable, name, blame);
    else if (!ofKubernetes.test(variable)) blame({ path: variable, message: unknown(variable, [...names.keys()]) });
  }
  return given;
};

export const configVariable = 'HOLDALL_CONFIG';

/** Beside a service that is named holdall, it sets these for every container. */
const ofKubernetes = /^HOLDALL_(?:SERVICE_|PORT_\d)/;

/** @param flags by their names, without the dashes; true for one without a value. */
export const givenByFlags = (flags: Readonly<Record<string, string | boolean | undefined>>, blame: Blame): Given => {
  const given: Record<string, unknown> = {};
  for (const name of settingNames) {
    const flag = flagOf(name);
    const value = flag === null ? undefined : flags[flag];
    if (value === undefined) continue;
    given[name] = typeof value === 'boolean' ? value : valueOf(kindOf(name).fromText(value), `--${flag}`, name, blame);
  }
  return given;
};

const kindOf = (name: SettingName): Kind<unknown> => (table[name] as Setting<unknown>).kind;

const isSetting = (name: string): name is SettingName => Object.hasOwn(table, name);

const valueOf = (value: unknown, path: string, name: SettingName, blame: Blame): unknown => {
  if (value === undefined) blame({ path, message: kindOf(name).expected });
  return value;
};

/** Most unknown names are misspelt ones. */
const unknown = (name: string, known: readonly string[]): string => {
  const [nearest] = known
    .map((one) => ({ one, distance: distanceOf(name.toLowerCase(), one.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const hint = nearest!.distance <= 3 ? `: is ${nearest!.one} meant?` : '';
  return `is no setting${hint}${hint === '' ? ': see holdall serve --help' : ''}`;
};

/** Levenshtein's: how many letters have to be changed, put in or left out. */
const distanceOf = (a: string, b: string): number => {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const other = a[row - 1] === b[column - 1] ? 0 : 1;
      now.push(Math.min(before[column]! + 1, now[column - 1]! + 1, before[column - 1]! + other));
    }
    before = now;
  }
  return before[b.length]!;
};
