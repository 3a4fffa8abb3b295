/** A value as the drivers bind and answer it: JSON is text, integers are numbers. */
export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

export interface Column {
  readonly name: string;
  readonly type: string;
}

/** A statement that was prepared, to be run often. */
export type Statement = (parameters: readonly unknown[]) => Promise<readonly Row[]>;

/** Rows as a table `n` that a statement joins: its text, and the parameters for such rows. */
export interface Given {
  readonly text: string;
  parameters(rows: readonly Row[]): readonly unknown[];
}

/** One connection of a bare driver. */
export interface Session {
  prepare(text: string): Statement;
  placeholder(position: number): string;
  given(columns: readonly Column[]): Given;
  columnsOf(table: string): Promise<readonly Column[]>;
  /** How a transaction that writes begins. */
  readonly begin: string;
  /** Whether a transaction locks rows that it is about to change; otherwise it has the whole database to itself. */
  readonly locksRows: boolean;
  /** Whether a statement is a call and no trip: then one for each row is quicker than one with all rows. */
  readonly inProcess: boolean;
  /** Says which index to use, where that can be said. */
  through(index: string): string;
  close(): Promise<void>;
}
