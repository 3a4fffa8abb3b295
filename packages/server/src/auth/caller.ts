import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';

const caller = Symbol('holdall.caller');
type Called = FastifyRequest & { [caller]: Principal | null };

/** Makes room for who calls in every request: properties that are added later make requests slow. */
export const rememberCallers = (app: FastifyInstance): void => void app.decorateRequest(caller, null);

export const setCaller = (request: FastifyRequest, principal: Principal): void => {
  (request as Called)[caller] = principal;
};

/** Null until it is known. */
export const callerOf = (request: FastifyRequest): Principal | null => (request as Called)[caller];
