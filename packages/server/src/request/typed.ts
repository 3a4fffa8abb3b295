import type { TSchema } from 'typebox';

type Texts = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * What stands in a path or a query, as its schema means it: `True`, `FALSE` and `true` are booleans, digits are numbers.
 * Empty and, but for texts, `None` (as Python writes it) say nothing: the default counts. Of a key that comes twice, the
 * last one counts. What cannot be read stays a text, which the schema then refuses.
 */
export const typed = (schema: TSchema): ((texts: Texts) => Record<string, unknown>) => {
  const { properties } = schema as unknown as { readonly properties: Readonly<Record<string, { type?: unknown }>> };
  const fields = Object.entries(properties).map(([name, { type }]) => [name, type] as const);
  return (texts) => typedBy(fields, texts);
};

const typedBy = (fields: readonly (readonly [name: string, type: unknown])[], texts: Texts) => {
  const values: Record<string, unknown> = {};
  for (const [name, type] of fields) {
    const given = Object.hasOwn(texts, name) ? texts[name] : undefined;
    const text = typeof given === 'object' ? given.at(-1) : given;
    if (text === undefined || text === '') continue;
    const value = read(text, type);
    if (value !== undefined) values[name] = value;
  }
  return values;
};

const read = (text: string, type: unknown): unknown => {
  if (type === 'string') return text;
  const word = text.toLowerCase();
  if (word === 'none') return undefined;
  if (type === 'boolean') return word === 'true' ? true : word === 'false' ? false : text;
  return /^-?\d{1,16}$/.test(text) ? Number(text) : text;
};
