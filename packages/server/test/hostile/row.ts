/** One hostile request: what it is, its bytes, and what it may be answered with. */
export interface Row {
  readonly name: string;
  readonly bytes: Buffer;
  /** Mostly one; null: the connection is closed without a word. */
  readonly statuses: readonly (number | null)[];
  /** A list that is asked for must be empty. */
  readonly findsNothing?: boolean;
  /** Node itself refuses it, with nothing but a status, before anything of ours runs. */
  readonly byNode?: boolean;
}

export interface Sent {
  /** Whose token; null: none. Default: the administrator's, who could do harm. */
  readonly as?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | null;
}

type Statuses = number | null | readonly (number | null)[];

/** A request that is well-formed HTTP, `POST /entitlements` below the prefix. */
export const row = (name: string, request: string, statuses: Statuses, sent: Sent = {}): Row => {
  const { as = 'admin', headers = {}, body = null } = sent;
  const [method, ...path] = request.split(' ');
  const bytes = body === null ? null : Buffer.from(body);
  const all = {
    host: 'localhost',
    ...(as !== null && { authorization: `Bearer ${as}` }),
    ...(bytes !== null && { 'content-type': 'application/json', 'content-length': String(bytes.length) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([header, value]) => `${header}: ${value}\r\n`);
  const head = `${method!} /api${path.join(' ')} HTTP/1.1\r\n${lines.join('')}\r\n`;
  return raw(`${name}: ${request.slice(0, 100)}`, [head, bytes ?? ''], statuses);
};

/** Bytes that are not necessarily HTTP; a text stands for bytes of its code units. */
export const raw = (name: string, parts: string | Buffer | readonly (string | Buffer)[], statuses: Statuses): Row => ({
  name,
  bytes: Buffer.concat(
    (Array.isArray(parts) ? parts : [parts]).map((part: string | Buffer) =>
      typeof part === 'string' ? Buffer.from(part, 'latin1') : part,
    ),
  ),
  statuses: Array.isArray(statuses) ? statuses : [statuses as number | null],
});

/** A name that fits on a line. */
export const short = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 37)}...` : text);
