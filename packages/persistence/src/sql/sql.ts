/** What a driver can bind. Whole batches travel as one text or as a few arrays, never as thousands of parameters. */
export type Parameter = string | number | null | readonly (string | number | null)[];

/** A piece of SQL with its parameters, which get their numbers only when the whole statement is put together. */
export class Sql {
  constructor(
    /** One more than there are parameters: they stand between the texts. */
    readonly texts: readonly string[],
    readonly parameters: readonly Parameter[],
  ) {}
}

/** ``sql`select ${column('id')} from t where id = ${7}` ``: pieces are put in as SQL, everything else as a parameter. */
export const sql = (strings: TemplateStringsArray, ...parts: readonly (Sql | Parameter)[]): Sql => {
  const texts: string[] = [strings[0]!];
  const parameters: Parameter[] = [];
  parts.forEach((part, index) => {
    const next = strings[index + 1]!;
    if (part instanceof Sql) {
      texts[texts.length - 1] += part.texts[0]!;
      texts.push(...part.texts.slice(1));
      parameters.push(...part.parameters);
      texts[texts.length - 1] += next;
    } else {
      texts.push(next);
      parameters.push(part);
    }
  });
  return new Sql(texts, parameters);
};

/** A text of our own, such as a name. Never anything that came from outside. */
export const raw = (text: string): Sql => new Sql([text], []);

export const joined = (pieces: readonly Sql[], separator: string): Sql =>
  pieces.reduce((all, piece, index) => (index === 0 ? piece : sql`${all}${raw(separator)}${piece}`), raw(''));
