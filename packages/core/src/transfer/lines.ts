import { InvalidInputError } from '../errors/invalid-input.js';

/** A text in parts, cut anywhere: what a stream gives. Bytes are taken for ASCII. */
export type TextParts = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Far beyond the largest record; a file without line ends must not fill the memory. */
const longestLine = 2 ** 26;

/**
 * The lines of a text, without their ends.
 * @throws InvalidInputError for a line that no export has.
 */
export async function* linesOf(text: TextParts): AsyncGenerator<string, void, undefined> {
  let number = 1;
  let rest = '';
  for await (const part of partsOf(text)) {
    const [first = '', ...more] = textOf(part).split('\n');
    rest += first;
    for (const next of more) {
      yield checked(rest, number);
      number += 1;
      rest = next;
    }
    if (rest.length > longestLine) refuse(number, `is longer than ${longestLine} characters`);
  }
  if (rest !== '') yield checked(rest, number);
}

const partsOf = (text: TextParts): Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array> => {
  if (typeof text === 'string' || text instanceof Uint8Array) return [text];
  const { [Symbol.iterator]: one, [Symbol.asyncIterator]: other } = Object(text) as Partial<
    Iterable<string> & AsyncIterable<string>
  >;
  if (one !== undefined || other !== undefined) return text;
  throw new InvalidInputError([{ path: '', message: 'The input must be the text of an export, in parts' }]);
};

/** How many arguments a call takes without running out of stack. */
const slice = 2 ** 13;

const textOf = (part: string | Uint8Array): string => {
  if (typeof part === 'string') return part;
  if (!(part instanceof Uint8Array)) {
    throw new InvalidInputError([{ path: '', message: 'The input must come in texts or bytes' }]);
  }
  const texts: string[] = [];
  for (let from = 0; from < part.length; from += slice) {
    texts.push(String.fromCharCode(...part.subarray(from, from + slice)));
  }
  return texts.join('');
};

const checked = (line: string, number: number): string => {
  const foreign = /[^ -~]/.exec(line)?.[0];
  if (foreign === undefined) return line;
  const code = foreign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return refuse(number, `has the character U+${code}, which no export has: was the file converted on its way?`);
};

const refuse = (number: number, message: string): never => {
  throw new InvalidInputError([{ path: `line ${number}`, message }]);
};
