import { settingNames, flagOf, table, variableOf, type Setting, type SettingName } from './table.js';
import { counted } from './kind.js';

/** The settings for `--help`: a flag, and what it is, on lines of their own. */
export const settingsUsage = (): string =>
  settingNames
    .map((name) => {
      const { about } = of(name);
      const flag = flagOf(name);
      return `  ${flag === null ? variableOf(name) : `--${flag}`}\n      ${about.replaceAll('`', '')}. ${valuesOf(name)}`;
    })
    .join('\n');

/** The settings as a table of the README. */
export const settingsTable = (): string => {
  const rows = settingNames.map((name) => {
    const { about, default: byDefault } = of(name);
    const cells = [`\`${name}\``, typeOf(name), byDefault === null || byDefault === '' ? '' : shown(byDefault), about];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| setting | type and range | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
};

const of = (name: SettingName): Setting<unknown> => table[name];

const typeOf = (name: SettingName): string => {
  const { kind } = of(name);
  return kind.range === null ? kind.name : `${kind.name}: ${kind.range}`;
};

const valuesOf = (name: SettingName): string => {
  const { default: byDefault } = of(name);
  return byDefault === null || byDefault === '' ? `(${typeOf(name)})` : `(${typeOf(name)}; ${shown(byDefault)})`;
};

const shown = (value: unknown): string => (typeof value === 'number' ? counted(value) : String(value));
