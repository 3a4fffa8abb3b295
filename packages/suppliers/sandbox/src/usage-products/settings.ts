/** What the vendor's page leaves open. */
export interface UsageProductsSettings {
  /** What `gtn:` asks for: later or no day at all, a day that is not later, or just later. */
  readonly gtn: 'later_or_none' | 'not_later' | 'later';
  /** Whether `lt:` and `gt:` leave out the day itself. */
  readonly bounds: 'exclusive' | 'inclusive';
  /** What `like:` matches: any part, the beginning, or the whole with `%` for any text. */
  readonly like: 'part' | 'beginning' | 'percent';
  readonly likeCase: 'heeded' | 'ignored';
  /** What a page beyond the end is answered with. */
  readonly beyondEnd: 'empty' | 'not_found';
  /** Where what has no value stands when it is sorted by. */
  readonly nulls: 'first' | 'last';
  /** In which order things come that nobody sorted: as they are, or with each request another. */
  readonly unsorted: 'as_is' | 'turning';
  /** The parameters that are answered with 501. */
  readonly notImplemented: readonly string[];
  /** Whether that answer says which. */
  readonly namesParameter: boolean;
  /** What an error answer has for a body. */
  readonly errorBody: 'json' | 'html' | 'empty';
  /** Fields that are left out wherever they are. */
  readonly omit: readonly string[];
  /** Whether there is a field that nobody documented. */
  readonly extraField: boolean;
  /** How long a token counts, in milliseconds of the sandbox's own clock. */
  readonly tokenLifetime: number;
}

export const usageProductsDefaults: UsageProductsSettings = {
  gtn: 'later_or_none',
  bounds: 'exclusive',
  like: 'part',
  likeCase: 'ignored',
  beyondEnd: 'empty',
  nulls: 'last',
  unsorted: 'as_is',
  notImplemented: [],
  namesParameter: true,
  errorBody: 'json',
  omit: [],
  extraField: false,
  tokenLifetime: 15 * 60_000,
};
