import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerError } from '../../errors/answer.js';
import { tokenOperation } from '../../openapi/token-operation.js';
import { OAuth2Resource } from '../../wire/access-token.js';
import { issueToken } from './issue.js';
import { tokensFrom, type TokenOptions } from './options.js';
import { tokenRequestIn } from './parameters.js';
import { OAuthRefusal } from './refusal.js';

export const tokenPath = '/oauth/token';

/**
 * `POST /oauth/token`: the one operation for which nobody needs a token. In a scope of its own, for its bodies are forms
 * and its refusals OAuth's.
 * @param limit how often an address may try.
 * @throws InvalidInputError naming every fault of the options.
 */
export const registerTokenRoute = async (
  app: FastifyInstance,
  options: TokenOptions,
  limit?: (request: FastifyRequest) => Promise<void>,
): Promise<void> => {
  const tokens = tokensFrom(options);
  app.addSchema(OAuth2Resource);
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler(refuse);
    const handler = async (request: FastifyRequest) => {
      const form = (request.body as string | undefined) ?? '';
      return issueToken(tokenRequestIn(form, queryOf(request.url), request.headers), tokens);
    };
    const onRequest = limit === undefined ? [keepFromCaches] : [keepFromCaches, limit];
    const common = { method: 'POST', onRequest, handler } as const;
    // What a request says is read by `tokenRequestIn`, from either place: no schema could tell what is missing.
    const unchecked = { validatorCompiler: () => () => true } as const;
    scope.route({ ...common, ...unchecked, url: tokenPath, schema: tokenOperation });
    scope.route({ ...common, ...unchecked, url: `${tokenPath}/`, schema: { ...tokenOperation, hide: true } });
  });
};

/** RFC 6749, 5.1: an answer that holds a token is for nobody but who asked. */
const keepFromCaches = async (_request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  void reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
};

const queryOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');

const refuse = (thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  if (!(thrown instanceof OAuthRefusal)) return answerError(thrown, request, reply);
  const { code, message } = thrown;
  if (code === 'invalid_client') void reply.code(401).header('www-authenticate', 'Basic realm="holdall"');
  else void reply.code(400);
  return reply.send({ error: code, error_description: message });
};
