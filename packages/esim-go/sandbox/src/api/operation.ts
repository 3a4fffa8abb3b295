import type { World, WorldDraft } from '../world/world.js';
import type { ApiRequest } from './request.js';
import type { ApiResponse } from './response.js';

export type OperationId = string;

interface Route {
  /** As the generated client calls it; faults and token costs are set by it. */
  readonly id: OperationId;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /v2.4, with :parameters. */
  readonly path: string;
}

/** One operation of the API: a pure function of the world and a request. It refuses by throwing `Refused`. */
export type Operation = Route &
  (
    | { readonly reads: (world: World, request: ApiRequest) => ApiResponse }
    | { readonly changes: (world: WorldDraft, request: ApiRequest) => ApiResponse }
  );
