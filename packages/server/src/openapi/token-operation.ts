import { OAuth2Resource } from '../wire/access-token.js';
import { TokenRefusal } from '../wire/result.js';
import { ref } from '../wire/schema.js';
import { jsonOf, refusals } from './operation.js';

const text = { type: 'string' };

/** What is said of `POST /oauth/token` in the document. Its refusals are OAuth's, as far as they are the request's fault. */
export const tokenOperation = {
  operationId: 'getOAuthToken',
  summary: 'Get a token',
  description: 'The parameters may stand in the query, too. The client may also be given by HTTP Basic.',
  tags: ['Access tokens'],
  security: [],
  consumes: ['application/x-www-form-urlencoded'],
  body: {
    type: 'object',
    required: ['grant_type'],
    properties: {
      grant_type: { type: 'string', enum: ['client_credentials', 'password'] },
      client_id: text,
      client_secret: text,
      username: text,
      password: text,
      scope: {
        type: 'string',
        description: 'For a token that may less: some of the permissions, with a space between two',
      },
    },
  },
  response: {
    200: { description: 'Done', content: jsonOf(ref(OAuth2Resource)) },
    ...refusals,
    400: {
      description: 'The request is not understood, or refused: `error` says why',
      content: jsonOf(ref(TokenRefusal)),
    },
    401: { description: 'The client is unknown, or its secret is another', content: jsonOf(ref(TokenRefusal)) },
  },
};
