import { readFileSync } from 'node:fs';
import { eventsFrom, SeasonError, type SeasonEvent } from './event.js';

/** A file of this example, from its sources and from what they are compiled to. */
export const seasonFile = (name: string): URL => new URL(`../${name}`, import.meta.url);

export const readEvents = (file: string | URL): readonly SeasonEvent[] => eventsFrom(textFrom(file));

export const readCatalogue = (file: string | URL): { readonly text: string; readonly catalogue: object } => {
  const text = textFrom(file);
  try {
    return { text, catalogue: JSON.parse(text) as object };
  } catch (error) {
    throw new SeasonError(`The catalogue ${pathOf(file)} is not JSON: ${(error as Error).message}`);
  }
};

/** One event per line. */
export const textOf = (events: readonly SeasonEvent[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');

const textFrom = (file: string | URL): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SeasonError(`${pathOf(file)} cannot be read: ${(error as Error).message}`);
  }
};

const pathOf = (file: string | URL): string => (typeof file === 'string' ? file : decodeURIComponent(file.pathname));
