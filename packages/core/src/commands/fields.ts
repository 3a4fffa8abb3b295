import { ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import { latestInstant } from '../values/instant.js';
import { isPlainObject } from '../values/json.js';
import { isAskable, isQuantity } from '../values/quantity.js';
import { isStorable } from '../values/text.js';

/** The fields that commands have in common, as class-validator decorators: shape and size only, no rules. */
export const field =
  (name: string, message: string, validate: (value: unknown, args?: ValidationArguments) => boolean) => () =>
    ValidateBy({ name, validator: { validate, defaultMessage: () => `$property ${message}` } });

/** Absent or null. */
export const Optional = () => ValidateIf((_object, value) => value !== undefined && value !== null);

/** Null, which means something, but not absent: leaving it out is more likely a mistake than a wish. */
export const OrNull = () => ValidateIf((_object, value) => value !== null);

const isText = (value: unknown, most: number, least = 1): boolean =>
  typeof value === 'string' && value.length >= least && value.length <= most && isStorable(value);

export const isUserId = (value: unknown): boolean => isText(value, 64);
export const UserId = field('userId', 'must be a text of 1 to 64 characters', isUserId);
export const Actor = field('actor', 'must be a text of 1 to 100 characters', (value) => isText(value, 100));
export const Key = field('key', 'must be a text of 1 to 255 characters', (value) => isText(value, 255));
export const SkuCode = field('sku', 'must be a text of 1 to 40 characters', (value) => isText(value, 40));
export const Note = field('note', 'must be a text of at most 1,000 characters', (value) => isText(value, 1000, 0));
export const Id = field('id', 'must be a whole number of at least 1', isAskable);
export const TemplateId = field('templateId', 'must be a text of 1 to 100 characters', (value) => isText(value, 100));
const isUniqueKey = (value: unknown): boolean => isText(value, 100);
export const UniqueKey = field('uniqueKey', 'must be a text of 1 to 100 characters', isUniqueKey);
export const isItemRef = (value: unknown): boolean => isAskable(value) || isUniqueKey(value);
export const ItemRefField = field(
  'itemRef',
  'must be the id of an item (a whole number of at least 1) or its unique key',
  isItemRef,
);
/** Rule 16: zero, negative, fractional and unsafe numbers are refused. */
export const AskedQuantity = field(
  'quantity',
  `must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`,
  isAskable,
);
export const Amount = field('amount', `must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`, isQuantity);
/** How many entries one command may make: bounds what one batch has to hold. */
export const mostEntries = 1000;
export const Copies = field(
  'copies',
  `must be a whole number from 1 to ${mostEntries}`,
  (value) => isAskable(value) && value <= mostEntries,
);
export const ChunkSize = field(
  'chunkSize',
  'must be a whole number from 1 to 10000',
  (value) => isAskable(value) && value <= 10_000,
);
export const Flag = field('flag', 'must be true or false', (value) => typeof value === 'boolean');
export const Moment = field(
  'moment',
  'must be a valid Date between the years 1970 and 9999',
  (value) => value instanceof Date && value.getTime() >= 0 && value.getTime() <= latestInstant,
);
export const TypeHints = field(
  'typeHints',
  'must be a list of at most 100 type hints',
  (value) => Array.isArray(value) && value.length <= 100 && value.every((hint) => isText(hint, 100)),
);
export const Document = field('document', 'must be an object: the document goes here', isPlainObject);
export const OneOf = <const V extends string>(values: readonly V[]) =>
  field('oneOf', `must be one of ${values.join(', ')}`, (value) => values.includes(value as V))();
export const ShortText = field('shortText', 'must be a text of 1 to 255 characters', (value) => isText(value, 255));

const isRevision = (value: unknown): boolean => isText(value, 100);
export const Revisions = field(
  'revisions',
  'must be a revision (a text of 1 to 100 characters) or a list of at most 100',
  (value) => isRevision(value) || (Array.isArray(value) && value.length <= 100 && value.every(isRevision)),
);

/** A list whose elements all pass a test. */
export const listOf = (name: string, message: string, most: number, isOne: (one: unknown) => boolean) =>
  field(name, message, (value) => Array.isArray(value) && value.length <= most && value.every(isOne));
