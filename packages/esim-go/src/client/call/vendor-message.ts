import { mediaTypeOf, textOf, type Answer } from '../wire/answer.js';
import { jsonFrom } from '../wire/json.js';
import { isObject } from '../wire/readers.js';

const mostCharacters = 300;

/** What an error answer says: `{ "message": ... }`, or text, whichever it is. Null where nothing that people could read. */
export const vendorMessageFrom = (answer: Answer, key: string): string | null => {
  const said = messageIn(answer) ?? (mediaTypeOf(answer) === 'text/html' ? '' : textOf(answer));
  const blotted = without(key, said).replaceAll(/\s+/g, ' ').trim();
  return blotted === '' ? null : blotted.slice(0, mostCharacters);
};

const messageIn = (answer: Answer): string | null => {
  try {
    const json = jsonFrom(answer);
    const message = isObject(json) ? (json['message'] ?? json['error'] ?? json['status']) : json;
    return typeof message === 'string' ? message : null;
  } catch {
    return null;
  }
};

/** Before it is cut: half a key is too much, too. */
const without = (key: string, said: string): string =>
  said.replaceAll(key, '[key]').replaceAll(encodeURIComponent(key), '[key]');
