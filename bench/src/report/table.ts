import { measures, type Measure } from '../measures/measure.js';
import type { Row } from '../row.js';

const header = [
  '| store | measure | engine/s | naive/s | floor/s | engine : naive | engine : floor |',
  '| --- | --- | ---: | ---: | ---: | --- | --- |',
];

/** The figures as a table in markdown, each ratio with what is to be reached. */
export const tableOf = (rows: readonly Row[]): string => [...header, ...rows.map(lineOf)].join('\n');

const lineOf = ({ store, measure: name, engine, naive, floor }: Row): string => {
  const measure = measures.find((one) => one.name === name) as Measure;
  const cells = [
    store,
    name,
    perSecond(engine),
    perSecond(naive),
    perSecond(floor),
    ratio(engine, naive, measure.naiveTarget),
    ratio(engine, floor, measure.floorTarget?.[store] ?? null),
  ];
  return `| ${cells.join(' | ')} |`;
};

const perSecond = (speed: number | null): string => (speed === null ? '-' : Math.round(speed).toLocaleString('en'));

const ratio = (engine: number | null, other: number | null, target: number | null): string => {
  if (engine === null || other === null) return '-';
  const reached = engine / other;
  const told = `${reached.toFixed(2)}`;
  return target === null ? told : `${told} (target ${target}: ${reached >= target ? 'yes' : 'no'})`;
};
