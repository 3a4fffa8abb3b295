/** One request as a client sends it, and what it must get. */
export interface Exchange {
  /** `useUserEntitlementItem, used up`: the operation first. */
  readonly title: string;
  /** Whose token is sent. */
  readonly as: string;
  /** `PUT /api/entitlements/4?cascade=True` */
  readonly request: string;
  /** null: nothing is sent. */
  readonly body: string | null;
  readonly status: number;
  /** What the answer is read as; null: there must be none. */
  readonly model: string | null;
  /** What must stand in it, among other things. */
  readonly holds: object;
}

export interface Transcript {
  /** The lines that this client sends with each request. */
  readonly headers: readonly string[];
  readonly exchanges: readonly Exchange[];
}

/** Reads a file: what it is about, the headers, then one part for each exchange; `>` is sent, `<` comes back. */
export const transcriptIn = (text: string): Transcript => {
  const [preamble, ...parts] = text.split(/^== /m);
  const [, headers] = preamble!.trim().split('\n\n');
  return { headers: headers!.split('\n'), exchanges: parts.map(exchangeIn) };
};

const exchangeIn = (part: string): Exchange => {
  const [heading, ...lines] = part.trim().split('\n');
  const [, title, as = 'admin'] = /^(.*?)(?: \(as (\w+)\))?$/.exec(heading!)!;
  const [request, body = null] = lines.filter((line) => line.startsWith('> ')).map((line) => line.slice(2));
  const [, status, model = null, holds = '{}'] = /^< (\d{3})(?: (\w+))?(?: (\{.*\}))?$/.exec(lines.at(-1)!)!;
  return {
    title: title!,
    as,
    request: request!,
    body,
    status: Number(status),
    model,
    holds: JSON.parse(holds) as object,
  };
};

/**
 * The bytes. `{length}` is for a request with a body, a plain 0 for a POST or PUT without one, as both clients do it; a
 * token `if any` is left out where there is none.
 */
export const bytesOf = (
  { request, body }: Exchange,
  headers: readonly string[],
  port: number,
  token: string,
): string => {
  const silent = body === null && !/^(POST|PUT) /.test(request);
  const lines = headers.flatMap((line) => {
    if (line === 'Content-Length: {length}') return body === null ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
    if (line === 'Content-Length: 0') return body === null && !silent ? [line] : [];
    if (line.includes('{token, if any}')) return token === '' ? [] : [line.replace('{token, if any}', token)];
    return [line.replace('{port}', String(port)).replace('{token}', token)];
  });
  return `${request} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
};
