import { produce, type Draft } from 'immer';
import { shapedJson } from '../shapes/json.js';
import type { World } from '../world/world.js';
import { authenticate } from './authenticate.js';
import type { Operation } from './operation.js';
import { Refused } from './refused.js';
import type { ApiRequest } from './request.js';
import type { ApiResponse } from './response.js';

export interface Handled {
  readonly world: World;
  readonly response: ApiResponse;
}

/** Answers one call. A refused one leaves the world as it was. */
export const handle = (world: World, operation: Operation, request: ApiRequest): Handled => {
  try {
    authenticate(world, operation, request);
    const { world: after, response } = carriedOut(world, operation, request);
    return { world: after, response: shaped(world, response) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { world, response: shaped(world, refusal(world, operation, error)) };
  }
};

const carriedOut = (world: World, operation: Operation, request: ApiRequest): Handled => {
  if ('reads' in operation) return { world, response: operation.reads(world, request) };
  let response: ApiResponse;
  const after = produce(world, (draft: Draft<World>) => {
    // Copied, as parts of the draft would be of no use after this.
    response = plain(operation.changes(draft, request));
  });
  return { world: after, response: response! };
};

/** Without the draft's proxies, which nothing but JSON takes apart. */
const plain = (response: ApiResponse): ApiResponse => JSON.parse(JSON.stringify(response)) as ApiResponse;

const refusal = ({ settings }: World, { id }: Operation, error: Refused): ApiResponse => {
  const { status, message, retryAfterSeconds } = error;
  const text = id === 'ordersPost' && settings.shapes.orderErrors === 'text';
  return {
    status,
    body: text ? { kind: 'text', text: message, contentType: 'text/plain' } : { kind: 'json', value: { message } },
    retryAfterSeconds,
  };
};

const shaped = ({ settings }: World, response: ApiResponse): ApiResponse => {
  if (response.body.kind !== 'json' || response.status !== 200) return response;
  return { ...response, body: { kind: 'json', value: shapedJson(settings.shapes, response.body.value) } };
};
