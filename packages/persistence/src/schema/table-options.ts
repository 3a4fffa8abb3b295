/** What a host says about our tables, on every database. */
export interface TableOptions {
  /**
   * What the names of all tables, indices and constraints begin with: lower-case letters, digits and `_`, beginning with
   * a letter, at most 30 characters. Engines with different prefixes share a database without knowing of each other.
   * Default `holdall_`.
   */
  readonly tablePrefix?: string;
  /**
   * What opening does when the schema is not up to date: `run` (the default) migrates it; `check` changes nothing and
   * refuses with `migrations_pending`, for processes that may not change the schema.
   */
  readonly migrations?: 'run' | 'check';
}
