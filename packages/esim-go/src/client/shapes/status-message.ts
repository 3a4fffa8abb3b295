import { record, text } from '../wire/readers.js';

/** A success without data. The text is for people: no decision hangs on it. */
export interface StatusMessage {
  readonly status?: string;
}

export const statusMessage = record<StatusMessage>({ status: text });
