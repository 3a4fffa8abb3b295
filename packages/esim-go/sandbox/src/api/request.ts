/** A call of the API, without its HTTP. */
export interface ApiRequest {
  readonly params: { readonly [name: string]: string };
  /** All values of a key, in their order: some are sent several times. */
  readonly query: { readonly [name: string]: readonly string[] };
  readonly accept: string;
  readonly key: string | null;
  readonly ip: string;
  /** Parsed JSON; undefined where none was sent. */
  readonly body: unknown;
}

export const first = ({ query }: ApiRequest, name: string): string | undefined => query[name]?.[0];
