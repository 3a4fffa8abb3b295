import { isPrototypeKey } from '../../values/json.js';
import { wrongText } from '../../values/fields.js';

export const nameLength = { minLength: 1, maxLength: 100 } as const;

/** What is wrong with the name of a property, if anything. */
export const wrongName = (name: string): string | undefined =>
  isPrototypeKey(name) ? 'must not be used as a name' : wrongText(name, nameLength);
