import type { Line, Outcome, Verdict } from '../outcome.js';

/** What was found out, as tables in markdown: figures with their ratios, then what is no ratio to another contender. */
export const tablesOf = ({ lines, verdicts }: Outcome): string =>
  [
    ...(lines.length === 0 ? [] : [table(figures, lines.map(cellsOf))]),
    ...(verdicts.length === 0 ? [] : [table(facts, verdicts.map(cellsOfVerdict))]),
  ].join('\n\n');

type Columns = readonly (readonly [title: string, alignment: '---' | '---:'])[];

const figures: Columns = [
  ['store', '---'],
  ['measure', '---'],
  ['engine/s', '---:'],
  ['naive/s', '---:'],
  ['floor/s', '---:'],
  ['engine : naive', '---'],
  ['engine : floor', '---'],
];
const facts: Columns = [
  ['store', '---'],
  ['measure', '---'],
  ['measured', '---'],
  ['target', '---'],
  ['reached', '---'],
];

const table = (columns: Columns, rows: readonly (readonly string[])[]): string =>
  [columns.map(([title]) => title), columns.map(([, alignment]) => alignment), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const cellsOf = ({ store, measure, engine, naive, floor, targets }: Line): readonly string[] => [
  store,
  measure,
  perSecond(engine),
  perSecond(naive),
  perSecond(floor),
  ratio(engine, naive, targets.naive),
  ratio(engine, floor, targets.floor),
];

const cellsOfVerdict = ({ store, what, measured, target, reached }: Verdict): readonly string[] => [
  store,
  what,
  measured,
  target,
  yesOrNo(reached),
];

const perSecond = (speed: number | null): string => (speed === null ? '-' : Math.round(speed).toLocaleString('en'));

const ratio = (engine: number | null, other: number | null, target: number | null): string => {
  if (engine === null || other === null) return '-';
  const reached = engine / other;
  const told = reached.toFixed(2);
  return target === null ? told : `${told} (at least ${target}: ${yesOrNo(reached >= target)})`;
};

const yesOrNo = (reached: boolean): string => (reached ? 'yes' : 'no');
