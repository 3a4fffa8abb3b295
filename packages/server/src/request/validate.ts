import { at, type Fault } from '@holdall/core';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { FastifySchemaCompiler } from 'fastify';
import { RequestFaults } from '../errors/request-faults.js';
import { models } from '../wire/models.js';
import type { Model } from '../wire/schema.js';

/** Nothing is coerced: a path and a query are read by `typed` before, and a body means what it says. */
const ajv = new Ajv2020({
  allErrors: true,
  useDefaults: true,
  discriminator: true,
  allowUnionTypes: true,
  validateFormats: false,
});

/** Once each, for however many servers there are in this process. */
export const learn = (more: readonly Model[]): void => {
  for (const model of more) if (ajv.getSchema(model.$id) === undefined) ajv.addSchema(model);
};
for (const model of models) ajv.addSchema(model);

export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema }) => {
  const validate = ajv.compile(schema);
  return (value: unknown) =>
    validate(value) ? { value } : { error: new RequestFaults(validate.errors!.slice(0, mostFaults).map(faultFrom)) };
};

/** Nobody reads more, and a hostile body must not make an answer many times its own size. */
const mostFaults = 100;

const faultFrom = ({ instancePath, keyword, params, message }: ErrorObject): Fault => {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((base, part) => at(base, /^\d+$/.test(part) ? Number(part) : part), '');
  if (keyword === 'required') return { path: at(path, String(params['missingProperty'])), message: 'is required' };
  if (keyword === 'discriminator') return faultOfTag(path, params as { tag: string; tagValue?: unknown });
  return { path, message: message! };
};

/** The word that tells which of several models was meant. */
const faultOfTag = (path: string, { tag, tagValue }: { tag: string; tagValue?: unknown }): Fault => {
  const message =
    typeof tagValue === 'string' ? `is none that is known: ${tagValue.slice(0, 100)}` : 'must be a string';
  return { path: at(path, tag), message: tagValue === undefined ? 'is required' : message };
};
