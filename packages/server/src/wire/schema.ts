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

const most32 = 2 ** 31 - 1;

/** Knetik's ids: whole numbers of 32 bits, from 1. */
export const Id = Type.Integer({ minimum: 1, maximum: most32, format: 'int32' });
export const Int32 = Type.Integer({ minimum: -most32 - 1, maximum: most32, format: 'int32' });
/** A quantity of Holdall's own, in an item's unit. */
export const Quantity = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, format: 'int64' });
/** A moment, in whole seconds since 1970. */
export const Seconds = Type.Integer({ format: 'int64', description: 'Unix seconds' });
export const JsonMap = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true });
