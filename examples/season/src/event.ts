import { commandKinds, type CommandType } from '@holdall/core';

/**
 * One line of `events.ndjson`. `do` names a command of the engine and the other fields are its input, except that an
 * event cannot know ids that the engine is yet to give out: `of` names the event whose entry, use or invoice is meant.
 */
export interface SeasonEvent {
  /** When it happens, in UTC. Never earlier than the line before. */
  readonly at: string;
  /** Names the event, and is the idempotency key of its command. */
  readonly key: string;
  /** `clock`: nothing happens but that time passes. */
  readonly do: CommandType | 'clock';
  /** Absent where the event concerns everybody. */
  readonly user?: string;
  readonly of?: string;
  /** Which of the entries that `of` made, from 0, the default. */
  readonly nth?: number;
  readonly expires?: string;
  readonly [field: string]: unknown;
}

/** @throws SeasonError naming the first line that is no event. */
export const eventsFrom = (text: string): readonly SeasonEvent[] => {
  let latest = '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const event = eventFrom(line);
      if (event === undefined) throw new SeasonError(`Line ${index + 1} of the events is not an event: ${line}`);
      if (event.at < latest) throw new SeasonError(`Line ${index + 1} of the events is earlier than the one before.`);
      latest = event.at;
      return event;
    });
};

/** A failure that one sentence explains. */
export class SeasonError extends Error {}

const eventFrom = (line: string): SeasonEvent | undefined => {
  const event = parsed(line) as Partial<SeasonEvent> | null | undefined;
  const { key, at, do: command } = event ?? {};
  const isEvent = typeof key === 'string' && isMoment(at) && (command === 'clock' || isCommand(command));
  return isEvent ? (event as SeasonEvent) : undefined;
};

/** In the one spelling that sorts like time. */
const isMoment = (at: unknown): boolean =>
  typeof at === 'string' && !Number.isNaN(Date.parse(at)) && new Date(at).toISOString() === at;

const isCommand = (command: unknown): boolean => typeof command === 'string' && Object.hasOwn(commandKinds, command);

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
