import { at, InvalidInputError, type Fault } from '@holdall/core';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { FastifySchemaCompiler } from 'fastify';
import { models } from '../wire/models.js';

/** Nothing is coerced: a path and a query are read by `typed` before, and a body means what it says. */
const ajv = new Ajv2020({ allErrors: true, useDefaults: true, allowUnionTypes: true, validateFormats: false });
for (const model of models) ajv.addSchema(model);

export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema }) => {
  const validate = ajv.compile(schema);
  return (value: unknown) =>
    validate(value)
      ? { value }
      : { error: new InvalidInputError(validate.errors!.slice(0, mostFaults).map(faultFrom)) };
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
  return { path, message: message! };
};
