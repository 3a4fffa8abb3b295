/** What the vendor's page leaves open, or says differently in two places. */
export interface BetatelSettings {
  /** How many items a page has when `count` is left out: 20 in the web page, 100 in the vendor's SDK. */
  readonly defaultCount: 20 | 100;
  /** The most that a page has, whatever was asked for; null: no limit. */
  readonly mostCount: number | null;
  /** How the status is spelled: as in the web page's example, or as in the SDK's enumeration. */
  readonly spelling: 'Active' | 'ACTIVE';
  /** Whether moments are in milliseconds, as documented, or in seconds, as in samples of a neighbour. */
  readonly epoch: 'ms' | 's';
  /** What an error answer has for a body. */
  readonly errorBody: 'json' | 'html' | 'empty';
}

export const betatelDefaults: BetatelSettings = {
  defaultCount: 20,
  mostCount: null,
  spelling: 'Active',
  epoch: 'ms',
  errorBody: 'json',
};
