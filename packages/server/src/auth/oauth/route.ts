import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RateLimits } from '../../operations/rates.js';
import { tokenOperation } from '../../openapi/token-operation.js';
import { OAuth2Resource } from '../../wire/access-token.js';
import { issueToken } from './issue.js';
import { tokensFrom, type TokenOptions } from './options.js';
import { tokenRequestIn } from './parameters.js';
import { OAuthRefusal } from './refusal.js';

export const tokenPath = '/oauth/token';

/** In bytes. Whatever is longer is no name with a password. */
const bodyLimit = 2 ** 14;

/**
 * `POST /oauth/token`: the one operation for which nobody needs a token. In a scope of its own, for its bodies are forms
 * and its refusals OAuth's.
 * @throws InvalidInputError naming every fault of the options.
 */
export const registerTokenRoute = async (
  app: FastifyInstance,
  options: TokenOptions,
  { strangers }: RateLimits,
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
    const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      keepFromCaches(reply);
      // Every try counts, right or wrong: whoever tries too often must not learn from a refusal that they had guessed right.
      await strangers?.(request);
      // A form, whatever its label says.
      request.raw.headers['content-type'] = undefined;
    };
    const common = { method: 'POST', bodyLimit, onRequest: admit, handler } as const;
    // What a request says is read by `tokenRequestIn`, from either place: no schema could tell what is missing.
    const unchecked = { validatorCompiler: () => () => true } as const;
    scope.route({ ...common, ...unchecked, url: tokenPath, schema: tokenOperation });
    scope.route({ ...common, ...unchecked, url: `${tokenPath}/`, schema: { ...tokenOperation, hide: true } });
  });
};

/** RFC 6749, 5.1: an answer that holds a token is for nobody but who asked. */
const keepFromCaches = (reply: FastifyReply): void => {
  void reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
};

const queryOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');

const refuse = (thrown: Error, _request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  // For the plugin to answer, as everywhere.
  if (!(thrown instanceof OAuthRefusal)) throw thrown;
  const { code, message } = thrown;
  if (code === 'invalid_client') void reply.code(401).header('www-authenticate', 'Basic realm="holdall"');
  else void reply.code(400);
  return reply.send({ error: code, error_description: message });
};
