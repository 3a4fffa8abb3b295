import type { RawResponse } from './raw.js';

/** Takes the bytes of one response as they come, and knows when it is complete: by its length, its chunks, or its end. */
export class ResponseReader {
  #bytes: Buffer = Buffer.alloc(0);

  constructor(readonly toHead: boolean) {}

  /** The response, once all of it is there. */
  read(bytes: Buffer): RawResponse | undefined {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    return this.#complete(false);
  }

  /** The response that the end of the connection completes. */
  ended(): RawResponse | undefined {
    return this.#complete(true);
  }

  /** Whether bytes came that belong to no response of this request. */
  get hasMore(): boolean {
    return this.#bytes.length > 0;
  }

  #complete(ended: boolean): RawResponse | undefined {
    const end = this.#bytes.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const { status, headers } = headIn(this.#bytes.subarray(0, end).toString('latin1'));
    const rest = this.#bytes.subarray(end + 4);
    if (status < 200) {
      // 100 Continue: the answer is still to come.
      this.#bytes = rest;
      return this.#complete(ended);
    }
    const body = this.#bodyIn(rest, status, headers, ended);
    if (body === undefined) return undefined;
    this.#bytes = body.rest;
    return { status, headers, text: body.bytes.toString('utf8') };
  }

  #bodyIn(bytes: Buffer, status: number, headers: Headers, ended: boolean): Body | undefined {
    if (this.toHead || status === 204 || status === 304) return upTo(bytes, 0);
    // It never ends by itself: that it has begun is all there is to say.
    if (headers['content-type']?.startsWith('text/event-stream')) return upTo(bytes, bytes.length);
    if (headers['transfer-encoding'] === 'chunked') return chunksIn(bytes);
    const length = headers['content-length'];
    if (length === undefined) return ended ? upTo(bytes, bytes.length) : undefined;
    return bytes.length < Number(length) ? undefined : upTo(bytes, Number(length));
  }
}

type Headers = Readonly<Record<string, string>>;
interface Body {
  readonly bytes: Buffer;
  readonly rest: Buffer;
}

const upTo = (bytes: Buffer, length: number): Body => ({
  bytes: bytes.subarray(0, length),
  rest: bytes.subarray(length),
});

const headIn = (text: string): { status: number; headers: Headers } => {
  const [first, ...lines] = text.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(first!.split(' ')[1]), headers };
};

const chunksIn = (bytes: Buffer): Body | undefined => {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const length = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    const from = lineEnd + 2;
    if (bytes.length < from + length + 2) return undefined;
    if (length === 0) return { bytes: Buffer.concat(chunks), rest: bytes.subarray(from + 2) };
    chunks.push(bytes.subarray(from, from + length));
    at = from + length + 2;
  }
};
