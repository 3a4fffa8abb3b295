import { jsonFrom } from './json.js';

const mostCharacters = 300;

/** What an error answer says: a `message` in JSON, or text, whichever it is. Null where nothing that people could read. */
export const supplierMessageFrom = (text: string, type: string, secrets: readonly string[]): string | null => {
  const said = messageIn(text) ?? (/html/i.test(type) || /^\s*</.test(text) ? '' : text);
  const blotted = secrets.reduce(without, said).replaceAll(/\s+/g, ' ').trim();
  return blotted === '' ? null : blotted.slice(0, mostCharacters);
};

const messageIn = (text: string): string | null => {
  try {
    const json = jsonFrom(text);
    const message =
      typeof json === 'object' && json !== null && !Array.isArray(json)
        ? ((json as Record<string, unknown>)['message'] ?? (json as Record<string, unknown>)['error'])
        : json;
    return typeof message === 'string' ? message : null;
  } catch {
    return null;
  }
};

/** Before it is cut: half a key is too much, too. */
const without = (said: string, secret: string): string =>
  said.replaceAll(secret, '[secret]').replaceAll(encodeURIComponent(secret), '[secret]');

/** The values of the headers, and what follows a scheme such as `Bearer`. */
export const secretsIn = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.values(headers)
    .flatMap((value) => [value, ...value.split(' ').slice(1)])
    .filter((secret) => secret !== '');
