export type ApiBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string; readonly contentType: string }
  /** A ZIP of one PNG per code. */
  | { readonly kind: 'qr_codes'; readonly codes: readonly { readonly file: string; readonly text: string }[] };

export interface ApiResponse {
  readonly status: number;
  readonly body: ApiBody;
  /** Written as seconds or as a date, as the settings say. */
  readonly retryAfterSeconds: number | null;
}

export const ok = (value: unknown): ApiResponse => ({
  status: 200,
  body: { kind: 'json', value },
  retryAfterSeconds: null,
});

/** Success without data. */
export const done = (status: string): ApiResponse => ok({ status });
