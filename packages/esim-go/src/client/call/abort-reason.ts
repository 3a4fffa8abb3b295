/** What a call is ended with: the caller's own reason, as it is. It need be no Error, though it nearly always is. */
export const abortReason = (signal: AbortSignal | undefined): Error => signal?.reason as Error;
