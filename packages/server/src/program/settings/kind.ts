/** What a setting can be. Sources of texts (the environment, flags) and of JSON (the file) give the same values. */
export interface Kind<T> {
  /** For people, in a table: `whole number`. */
  readonly name: string;
  /** In which values may be: `0 to 65,535`; null: all of that kind. */
  readonly range: string | null;
  /** What follows the name of a setting in the message about a fault: `must be ...`. */
  readonly expected: string;
  /** Undefined: not understood. */
  fromJson(value: unknown): T | undefined;
  fromText(text: string): T | undefined;
}

/** Text and JSON that hold the value itself. */
const plain = <T>(
  kind: Omit<Kind<T>, 'fromJson' | 'fromText'>,
  fromJson: (value: unknown) => T | undefined,
): Kind<T> => ({
  ...kind,
  fromJson,
  fromText: fromJson,
});

export const text = ({
  least = 1,
  most = 1000,
}: { readonly least?: number; readonly most?: number } = {}): Kind<string> =>
  plain(
    {
      name: 'text',
      range: `${least} to ${counted(most)} characters`,
      expected: `must be a text of ${least} to ${counted(most)} characters`,
    },
    (value) => (typeof value === 'string' && value.length >= least && value.length <= most ? value : undefined),
  );

export const choice = <const T extends string>(...choices: readonly T[]): Kind<T> =>
  plain({ name: 'one of', range: choices.join(', '), expected: `must be one of ${choices.join(', ')}` }, (value) =>
    choices.find((one) => one === value),
  );

/** @param unit what is counted: `ms`, `bytes`, `a minute`. */
export const wholeNumber = (least: number, most: number, unit: string | null = null): Kind<number> => {
  const range = `${counted(least)} to ${counted(most)}${unit === null ? '' : ` ${unit}`}`;
  const fromJson = (value: unknown): number | undefined =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most ? (value as number) : undefined;
  return {
    name: 'whole number',
    range,
    expected: `must be a whole number, ${range}`,
    fromJson,
    // Not what else `Number` reads: '', ' 1', '0x10', '1e3'.
    fromText: (given) => (/^\d{1,16}$/.test(given) ? fromJson(Number(given)) : undefined),
  };
};

export const trueOrFalse: Kind<boolean> = {
  name: 'true or false',
  range: null,
  expected: 'must be true or false',
  fromJson: (value) => (typeof value === 'boolean' ? value : undefined),
  fromText: (given) => (given === 'true' || given === 'false' ? given === 'true' : undefined),
};

/** In a text, with commas between them. */
export const texts: Kind<readonly string[]> = {
  name: 'list of texts',
  range: 'with commas between them in a text',
  expected: 'must be a list of texts, none of them empty',
  fromJson: (value) => (Array.isArray(value) && value.every(isWord) ? value : undefined),
  fromText: (given) => {
    const words = given.split(',').map((word) => word.trim());
    return words.every(isWord) ? words : undefined;
  },
};

const isWord = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** In a text, as JSON. Whoever uses them looks into the objects. */
export const objects: Kind<readonly Readonly<Record<string, unknown>>[]> = {
  name: 'list of objects',
  range: 'JSON in a text',
  expected: 'must be a list of objects, in JSON',
  fromJson: (value) => (Array.isArray(value) && value.every(isObject) ? value : undefined),
  fromText: (given) => {
    try {
      return objects.fromJson(JSON.parse(given));
    } catch {
      return undefined;
    }
  },
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** 8080, and 10,000. */
export const counted = (count: number): string => count.toLocaleString('en-US', { useGrouping: 'min2' });
