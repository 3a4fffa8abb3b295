import { get, type IncomingMessage } from 'node:http';
import { prefix, type TestServer } from './server.js';
import type { Person } from './people.js';

export interface ServerEvent {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly id: number; readonly [field: string]: unknown };
}

interface Reading {
  readonly user?: string;
  readonly as?: Person;
  /** The id to come back with; without one, it begins anew. */
  readonly last?: string;
  readonly query?: string;
}

/** Reads server-sent events as a browser does: one after another, remembering the last id. */
export class EventReader {
  lastId = '';
  readonly #frames: AsyncIterator<string>;

  private constructor(private readonly response: IncomingMessage) {
    this.#frames = framesIn(response);
  }

  static async open({ port }: TestServer, { user = '7', as = 'ann', last, query = '' }: Reading = {}) {
    const headers = { authorization: `Bearer ${as}`, ...(last !== undefined && { 'last-event-id': last }) };
    const path = `${prefix}/users/${user}/inventory/events${query}`;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, headers, agent: false }, resolve).on('error', reject);
    });
    if (response.statusCode !== 200) throw new Error(`The events were refused with ${response.statusCode}.`);
    const reader = new EventReader(response);
    // The first frame has an id and no event: from then on the server tells what happens.
    await reader.#frame();
    return reader;
  }

  /** The next event; null when the server ended the stream in good order. */
  async next(): Promise<ServerEvent | null> {
    for (;;) {
      const fields = await this.#frame();
      if (fields === null) return null;
      const data = fields.get('data');
      if (data !== undefined) return { id: this.lastId, type: fields.get('event')!, data: JSON.parse(data) };
    }
  }

  async take(count: number): Promise<readonly ServerEvent[]> {
    const events: ServerEvent[] = [];
    while (events.length < count) events.push((await this.next())!);
    return events;
  }

  leave(): void {
    this.response.destroy();
  }

  async #frame(): Promise<ReadonlyMap<string, string> | null> {
    const { value, done } = await this.#frames.next();
    if (done === true) return null;
    const lines = value.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]);
    const fields = new Map(lines);
    this.lastId = fields.get('id') ?? this.lastId;
    return fields;
  }
}

async function* framesIn(response: AsyncIterable<Buffer>): AsyncGenerator<string, void, undefined> {
  let text = '';
  for await (const part of response) {
    text += part.toString('utf8');
    const frames = text.split('\n\n');
    text = frames.pop()!;
    yield* frames;
  }
}
