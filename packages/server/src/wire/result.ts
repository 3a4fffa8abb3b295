import { Type, type Static } from 'typebox';
import { Int32, model, orNull, ref } from './schema.js';

export const ErrorResource = model('ErrorResource', {
  message: Type.String(),
  field: orNull(Type.String({ description: 'The field concerned: behaviors[0].max_use. Null: none in particular' })),
  /** Facts beside the code, which differ by it. */
  details: Type.Unsafe<{ code: string; [fact: string]: unknown }>({
    type: 'object',
    required: ['code'],
    properties: { code: { type: 'string', description: 'Permanent: decide by it' } },
    additionalProperties: true,
  }),
});

/** What every refusal looks like, but for those of a token. */
export const Result = model('Result', {
  code: Type.Integer({ ...Int32, minimum: 1, description: 'One number for each kind of error; never 0' }),
  request_id: Type.String(),
  result: Type.Array(ref(ErrorResource)),
});
export type Result = Static<typeof Result>;
export type ErrorResource = Static<typeof ErrorResource>;

/** How the token layer refuses (RFC 6750), which Knetik's callers tell apart by `error`. */
export const TokenRefusal = model('TokenRefusal', {
  error: Type.String(),
  error_description: Type.String(),
});
