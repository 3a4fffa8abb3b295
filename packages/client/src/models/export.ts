/** A record of an export: what `docs/export-format.md` of Holdall says of its kind. */
export interface ExportedRecord {
  /** `item`, `entry`, `log` ... */
  readonly kind: string;
  readonly value: Readonly<Record<string, unknown>>;
}
