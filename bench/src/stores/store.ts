/** A database for one contender, as `createStore` takes it. */
export type Place =
  | { readonly type: 'sqlite' | 'better-sqlite3'; readonly database: string }
  | { readonly type: 'postgres'; readonly url: string };

export const storeNames = ['sqlite3', 'better-sqlite3', 'postgres'] as const;
export type StoreName = (typeof storeNames)[number];

/** Where databases are made that contenders work on. Each has one of its own: none warms, fills or locks another's. */
export interface BenchStore {
  readonly name: StoreName;
  /** What is worth knowing beside the figures. */
  readonly description: string;
  fresh(): Promise<Place>;
  /** A database like this one, which nobody has open. */
  copyOf(place: Place): Promise<Place>;
  remove(place: Place): Promise<void>;
  close(): Promise<void>;
}
