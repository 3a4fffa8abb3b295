/** What calls are signed with. */
export interface Credentials {
  /** The headers that go with a request, asked for before each try. Their values are blotted out of every error. */
  headers(signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /**
   * Called once per call, after a 401 to these headers: sees to it that the next ones are new. Answers false where there
   * are none. Without it, a 401 is final.
   */
  renew?(refused: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<boolean>;
}
