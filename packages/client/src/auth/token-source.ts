/** Where tokens come from. */
export interface TokenSource {
  /** One that is good now. Whatever it is refused with, the call is refused with. */
  get(signal?: AbortSignal): Promise<string>;
  /** The server did not take it: when `get` then gives another, the call is made once more. */
  refused(token: string): void;
}

/** A token; a function that knows the latest one; or a source. */
export type Token = string | (() => string | Promise<string>) | TokenSource;

export const tokenSourceFrom = (token: Token): TokenSource => {
  if (typeof token === 'object') return token;
  const get = typeof token === 'string' ? async () => token : async () => token();
  return { get, refused: () => undefined };
};
