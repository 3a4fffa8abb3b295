interface Refusal {
  readonly result: readonly { readonly field: string; readonly details: unknown }[];
}

/** The fields that a refusal names. */
export const faultsOf = (json: unknown): string[] => (json as Refusal).result.map(({ field }) => field);

/** The facts of a refusal. */
export const detailsOf = (json: unknown): unknown => (json as Refusal).result[0]!.details;
