/** What came back for a request, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** UTF-8, without a byte order mark. What is no UTF-8 becomes U+FFFD. */
export const textOf = ({ bytes }: Answer): string => new TextDecoder().decode(bytes);

/** The media type alone, in lower case; empty where none is given. */
export const mediaTypeOf = ({ headers }: Answer): string =>
  (headers.get('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
