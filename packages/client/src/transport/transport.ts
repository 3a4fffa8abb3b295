import { HoldallError } from '../errors/holdall-error.js';
import { InvalidTokenError } from '../errors/by-status.js';
import type { Settings } from '../options.js';
import { readJson, readNothing } from './answer.js';
import { attempt, type ReadAnswer } from './attempt.js';
import { newIdempotencyKey } from './idempotency-key.js';
import { encoded } from './query.js';
import type { CallOptions, Request, WriteOptions } from './request.js';
import { mayPass, pauseBefore } from './retry.js';

/** Sends requests, again where that is safe. The one place through which everything goes. */
export class Transport {
  constructor(readonly settings: Settings) {}

  /** A request that changes nothing, answered with JSON. */
  read<T>(request: Request, options: CallOptions = {}): Promise<T> {
    return this.send(request, options, readJson<T>);
  }

  /** One that changes nothing, answered with its status alone. */
  ask(request: Request, options: CallOptions = {}): Promise<void> {
    return this.send(request, options, readNothing);
  }

  /** One that changes something, answered with JSON. */
  write<T>(request: Request, options: WriteOptions = {}): Promise<T> {
    return this.#sendWrite(request, options, readJson<T>);
  }

  /** One that changes something, answered with nothing. */
  tell(request: Request, options: WriteOptions = {}): Promise<void> {
    return this.#sendWrite(request, options, readNothing);
  }

  /** One that may be sent again as it is. */
  async send<T>(request: Request, options: CallOptions, answer: ReadAnswer<T>): Promise<T> {
    const { settings } = this;
    const { signal, timeoutMs = settings.timeoutMs, retries = settings.retries } = options;
    const { tokens, world } = settings;
    const outgoing = { ...this.#outgoing(request), timeoutMs, signal };
    let refused: { readonly token: string; readonly error: InvalidTokenError } | null = null;
    for (let retry = 0; ;) {
      const token = tokens === null ? null : await tokens.get(signal);
      if (refused !== null && token === refused.token) throw refused.error;
      try {
        const headers = token === null ? outgoing.headers : { ...outgoing.headers, authorization: `Bearer ${token}` };
        return await attempt({ ...outgoing, headers }, answer, settings);
      } catch (error) {
        // A token that went bad meanwhile: nothing was done, and another one may do.
        if (error instanceof InvalidTokenError && token !== null && refused === null) {
          refused = { token, error };
          tokens!.refused(token);
          continue;
        }
        const pause = retry < retries && mayPass(error) ? pauseBefore(retry, error, settings) : null;
        if (pause === null) throw error;
        await world.wait(pause, signal);
        retry += 1;
      }
    }
  }

  /** One key for all attempts: what was done by one whose answer got lost, is not done again by the next. */
  async #sendWrite<T>(request: Request, options: WriteOptions, answer: ReadAnswer<T>): Promise<T> {
    if (!this.settings.idempotency) return this.send(request, { ...options, retries: 0 }, answer);
    const key = options.idempotencyKey ?? newIdempotencyKey();
    const headers = { ...request.headers, 'idempotency-key': key };
    try {
      return await this.send({ ...request, headers }, options, answer);
    } catch (error) {
      if (error instanceof HoldallError) error.idempotencyKey = key;
      throw error;
    }
  }

  #outgoing(request: Request) {
    const { baseUrl, headers } = this.settings;
    const query = encoded(request.query ?? {});
    const { label, body } = bodyOf(request);
    return {
      url: `${baseUrl}${request.path}${query === '' ? '' : `?${query}`}`,
      method: request.method,
      headers: { accept: 'application/json', ...headers, ...label, ...request.headers },
      body,
    };
  }
}

/** Without a body nothing is labelled: a browser would have to ask the server first whether it may send the label. */
const bodyOf = ({ body, form }: Request) => {
  if (form !== undefined)
    return { label: { 'content-type': 'application/x-www-form-urlencoded' }, body: encoded(form) };
  if (body === undefined) return { label: {}, body };
  return { label: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
};
