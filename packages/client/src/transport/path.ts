/**
 * A path of which each value is one segment, whatever is in it: path`/users/${'a/b'}/inventory`.
 * @throws TypeError for what would name another path: nothing, and `.` and `..`, which fetch resolves.
 */
export const path = (texts: TemplateStringsArray, ...values: readonly (string | number)[]): string =>
  texts.reduce((before, text, index) => `${before}${segment(values[index - 1]!)}${text}`);

const segment = (value: string | number): string => {
  const text = typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : '';
  if (['', '.', '..'].includes(text)) throw new TypeError(`${String(value)} is no id.`);
  return encodeURIComponent(text);
};
