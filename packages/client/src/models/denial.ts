/** One rule that said no. */
export interface Denial {
  /** The type hint of the behavior, or the name of one of the engine's own rules. */
  readonly rule: string;
  /** A permanent code. */
  readonly reason: string;
  readonly itemId: number;
  /** What led to it. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The moment from which this rule would allow if nothing but time changed; null: time does not help. */
  readonly retryAt: Date | null;
}
