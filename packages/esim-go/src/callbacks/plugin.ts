import { systemClock } from '@holdall/core';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Callback } from './callback.js';
import { checkOptions, defaults, type EsimGoCallbacksOptions } from './options.js';
import { readCallback } from './read.js';
import { CallbackRefusedError } from './refused.js';
import { checkSignature, isKey, signatureHeader } from './signature.js';

/** In seconds. Whether the vendor heeds it, or sends again at all, is not documented. */
const retryAfter = 30;

/**
 * The address for the vendor's callbacks: `app.register(esimGoCallbacks, { keys, receive })`. How it reads bodies and
 * answers errors holds for its own route only, and not for those of the host.
 * @throws InvalidInputError for options that make no sense.
 */
export const esimGoCallbacks: FastifyPluginAsync<EsimGoCallbacksOptions> = async (app, options) => {
  checkOptions(options);
  const { path = defaults.path, bodyLimit = defaults.bodyLimit, receive } = options;
  // The signature is of the bytes: a parser would lose them.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
  app.setErrorHandler(answerError);
  app.route({
    method: 'POST',
    url: path,
    bodyLimit,
    schema: undescribed,
    onRequest: async ({ raw }) => {
      // It is what it is, whatever its label says.
      raw.headers['content-type'] = undefined;
    },
    handler: async (request) => {
      const callback = await callbackIn(request, options);
      return { status: await receive(callback) };
    },
  });
};

/** For @fastify/swagger. Nobody but the vendor posts here: it has no place in the description of a host's API. */
const undescribed: object = { hide: true };

/** Signature first: nothing is read of what anybody may have sent. */
const callbackIn = async (
  { body, headers }: FastifyRequest,
  { keys, unsigned, clock = systemClock }: EsimGoCallbacksOptions,
): Promise<Callback> => {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const signature = headers[signatureHeader];
  const signed = typeof signature === 'string';
  if (signed) checkSignature(bytes, signature, await usable(keys));
  else if (unsigned !== 'accept') throw new CallbackRefusedError('unsigned');
  return readCallback(bytes, { receivedAt: clock.now(), signed });
};

/** Without keys nobody's signature is wrong: it is the host who has a fault, and the callback is asked for again. */
const usable = async (keys: EsimGoCallbacksOptions['keys']): Promise<readonly string[]> => {
  const given = await keysFrom(keys);
  if (!given.some(isKey)) throw new KeysUnavailable();
  return given;
};

const keysFrom = async (keys: EsimGoCallbacksOptions['keys']): Promise<readonly string[]> => {
  try {
    return await keys();
  } catch {
    // Without its cause, which may quote a key.
    throw new KeysUnavailable();
  }
};

class KeysUnavailable extends Error {
  constructor() {
    super('No API key is to be had that callbacks could be checked with.');
    this.name = new.target.name;
  }
}

const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const status = statusOf(error);
  if (status < 500) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    const reason = error instanceof CallbackRefusedError ? error.details.reason : code;
    request.log.warn({ reason }, 'A callback of eSIM Go was refused');
    return reply.code(status).send({ message });
  }
  request.log.error({ err: error }, 'A callback of eSIM Go could not be stored; it is asked for again');
  return reply
    .code(status)
    .header('retry-after', retryAfter)
    .send({ message: 'The callback could not be stored. Send it again.' });
};

/** What was not refused is to come again. Fastify's own refusals (a body that is too long, or cut off) say their status. */
const statusOf = (error: unknown): number => {
  if (error instanceof CallbackRefusedError) return unauthorized.has(error.details.reason) ? 401 : 400;
  const { code, statusCode } = (error ?? {}) as { readonly code?: unknown; readonly statusCode?: unknown };
  const fastifys = typeof code === 'string' && code.startsWith('FST_ERR_CTP_');
  return fastifys && typeof statusCode === 'number' ? statusCode : 503;
};

const unauthorized = new Set(['unsigned', 'signature_not_understood', 'signature_wrong']);
