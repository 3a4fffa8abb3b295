export interface ServerSentEvent {
  readonly type: string;
  readonly data: string;
  /** The latest id that the stream gave, with this event or before it; '' if none. */
  readonly id: string;
}

/** What a stream of events says about itself, and keeps from one connection to the next. */
export interface StreamState {
  /** Where to go on from; '': from now. */
  lastEventId: string;
  /** How long to wait before connecting again, in milliseconds; null: the server has no wish. */
  retry: number | null;
}

/** Events from the lines of a stream, as the HTML standard reads them. An event that is cut off never happened. */
export async function* eventsIn(
  lines: AsyncIterable<string>,
  state: StreamState,
): AsyncGenerator<ServerSentEvent, void> {
  let data: string[] = [];
  let type = '';
  let id = state.lastEventId;
  for await (const line of lines) {
    if (line === '') {
      // Only now: of an event that was cut off, the id must not count as seen.
      state.lastEventId = id;
      if (data.length > 0) yield { type: type === '' ? 'message' : type, data: data.join('\n'), id };
      data = [];
      type = '';
      continue;
    }
    const [field, value] = fieldIn(line);
    if (field === 'data') data.push(value);
    if (field === 'event') type = value;
    if (field === 'id' && !value.includes('\0')) id = value;
    if (field === 'retry' && /^\d{1,9}$/.test(value)) state.retry = Number(value);
  }
}

/** A line that begins with a colon is a comment: a field without a name. */
const fieldIn = (line: string): readonly [string, string] => {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
};
