/**
 * A text as a column holds it. PostgreSQL refuses NUL, and half a surrogate pair has no bytes: they are escaped by U+0001,
 * which no text that makes sense contains, so that all others stand as they are, and the order of bytes stays. Nothing
 * is read back from it: the record holds the text itself.
 */
export const columnText = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/[\0\u0001\ud800-\udfff]/gu, (it) => `\u0001${escapes[it] ?? `\u0003${it.charCodeAt(0).toString(16)}`}`);

const escapes: Readonly<Record<string, string>> = { '\0': '\u0001', '\u0001': '\u0002' };
