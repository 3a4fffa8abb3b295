interface Schema {
  readonly properties?: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
  readonly discriminator?: { readonly propertyName: string };
  readonly oneOf?: readonly { readonly $ref: string }[];
}
export interface OpenApi {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/**
 * Says of every choice between models which word stands for which: without it, readers of the document take the words for
 * the names of the models. It is added here, because the validator of requests finds out by itself and takes no mapping.
 */
export const withMappings = <Document extends OpenApi>(document: Document): Document => {
  const { schemas = {} } = document.components ?? {};
  const mapped = Object.entries(schemas).map(([name, schema]) => [name, withMapping(schema, schemas)]);
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(mapped) as typeof schemas } };
};

const withMapping = (schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema => {
  const { discriminator, oneOf } = schema;
  if (discriminator === undefined || oneOf === undefined) return schema;
  const { propertyName } = discriminator;
  const words = oneOf.flatMap(({ $ref }) => {
    const variant = schemas[$ref.slice($ref.lastIndexOf('/') + 1)];
    return (variant?.properties?.[propertyName]?.enum ?? []).map((word) => [word, $ref]);
  });
  return { ...schema, discriminator: { propertyName, mapping: Object.fromEntries(words) } } as Schema;
};
