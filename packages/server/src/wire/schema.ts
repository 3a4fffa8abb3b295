import {
  Type,
  type Static,
  type TObject,
  type TProperties,
  type TSchema,
  type TSchemaOptions,
  type TUnsafe,
} from 'typebox';

/** A schema that has a name in the document: others point to it with `ref`. Listed in `models.ts`. */
export type Model<T = unknown> = TUnsafe<T> & { readonly $id: string };

export const model = <P extends TProperties>($id: string, properties: P, options: TSchemaOptions = {}) =>
  Type.Unsafe<Static<TObject<P>>>(Type.Object(properties, { ...options, $id })) as Model<Static<TObject<P>>>;

export const ref = <T>(to: Model<T>): TUnsafe<T> => Type.Unsafe<T>({ $ref: `${to.$id}#` });

export const oneOf = <const V extends string>(values: readonly V[]) =>
  Type.Unsafe<V>({ type: 'string', enum: [...values] });

export const orNull = <S extends TSchema>(schema: S) => Type.Unsafe<Static<S> | null>(withNull(schema));

const withNull = (schema: TSchema): object => {
  const { type, ...rest } = schema as TSchema & { type?: unknown };
  return typeof type === 'string' ? { ...rest, type: [type, 'null'] } : { anyOf: [schema, { type: 'null' }] };
};

/**
 * One of several models, told apart by the word in one of its fields: each names its own in an enumeration of one. What is
 * wrong is then told of the one that was meant, and not of all that it is not.
 */
export const taggedUnion = <T>(
  $id: string,
  tag: string,
  variants: readonly Model[],
  { required = [] }: { readonly required?: readonly string[] } = {},
) =>
  Type.Unsafe<T>({
    $id,
    type: 'object',
    ...(required.length > 0 && { required }),
    discriminator: { propertyName: tag },
    oneOf: variants.map(ref),
  }) as Model<T>;

/** `formatted_text` as part of the name of a model: `FormattedText`. */
export const capitalised = (word: string): string =>
  word.replaceAll(/(?:^|_)([a-z])/g, (_all, letter: string) => letter.toUpperCase());

const most32 = 2 ** 31 - 1;

/** Knetik's ids: whole numbers of 32 bits, from 1. */
export const Id = Type.Integer({ minimum: 1, maximum: most32, format: 'int32' });
export const Int32 = Type.Integer({ minimum: -most32 - 1, maximum: most32, format: 'int32' });
/** Whole numbers that JSON carries exactly everywhere: up to 2^53 - 1. */
export const Int64 = Type.Integer({
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  format: 'int64',
});
/** A quantity of Holdall's own, in an item's unit. */
export const Quantity = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, format: 'int64' });
/** A moment, in whole seconds since 1970. */
export const Seconds = Type.Integer({ format: 'int64', description: 'Unix seconds' });
export const JsonMap = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true });
