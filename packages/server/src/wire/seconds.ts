/** The wire counts in whole seconds: a moment within one shows as its beginning. */
export const toSeconds = (moment: Date): number => Math.floor(moment.getTime() / 1000);
export const toSecondsOrNull = (moment: Date | null): number | null => (moment === null ? null : toSeconds(moment));
export const fromSecondsOrNull = (seconds: number | null): Date | null =>
  seconds === null ? null : new Date(seconds * 1000);
