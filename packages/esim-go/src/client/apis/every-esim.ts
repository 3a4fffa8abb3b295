import type { CallOptions } from '../call/call-options.js';
import type { ESIM } from '../shapes/esims.js';
import type { ESIMsApi } from './esims.js';

/** All eSIMs of the account, by ICCID, page after page, each page when its first is wanted. */
export async function* everyEsim(
  api: ESIMsApi,
  { perPage = 100, ...options }: CallOptions & { readonly perPage?: 10 | 25 | 50 | 100 } = {},
): AsyncGenerator<ESIM, void, undefined> {
  for (let page = 1; ; page += 1) {
    const { data } = await api.esimsGet(page, perPage, 'asc', 'iccid', null, null, options);
    const esims = data.esims ?? [];
    yield* esims;
    // The vendor's own counts are not always there.
    if (esims.length < perPage) return;
  }
}
