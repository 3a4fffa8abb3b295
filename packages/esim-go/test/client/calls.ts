import {
  CatalogueApi,
  ESIMsApi,
  InventoryApi,
  NetworksApi,
  OrdersApi,
  OrganisationApi,
  type CallOptions,
  type Configuration,
  type Result,
} from '@holdall/esim-go';

export const iccid = '8943108165015003887';
export const bundle = 'esim_1GB_7D_IM_U';
export const reference = '0b9a3c1e-6d5f-4a57-9a0e-2f6b8f0e4c11';

/** An operation, called as one would, and what of it goes over the wire. */
export interface Call {
  readonly name: string;
  readonly effect: 'none' | 'same' | 'more';
  readonly request: string;
  readonly body?: unknown;
  readonly answer: unknown;
  make(configuration: Configuration, options?: CallOptions): Promise<Result<unknown>>;
}

const apply = { iccid, name: bundle };
const order = { type: 'transaction', assign: false, order: [{ type: 'bundle', quantity: 2, item: bundle }] } as const;
const assignment = `/esims/${iccid}/bundles/${bundle}/assignments/243`;
const done = { status: 'done' };

/** Every operation, once; those whose effect hangs on an argument, once for each. */
export const calls: readonly Call[] = [
  {
    name: 'inventoryGet',
    effect: 'none',
    request: 'GET /inventory',
    answer: { bundles: [] },
    make: (it, options) => new InventoryApi(it).inventoryGet(undefined, options),
  },
  {
    name: 'inventoryRefundPost',
    effect: 'more',
    request: 'POST /inventory/refund',
    body: { usageId: 4711, quantity: 2 },
    answer: done,
    make: (it, options) =>
      new InventoryApi(it).inventoryRefundPost(undefined, undefined, { usageId: 4711, quantity: 2 }, options),
  },
  {
    name: 'esimsApplyPost',
    effect: 'more',
    request: 'POST /esims/apply',
    body: apply,
    answer: { esims: [{ iccid, status: 'ACTIVE', bundle }], applyReference: reference },
    make: (it, options) => new ESIMsApi(it).esimsApplyPost(apply, options),
  },
  {
    name: 'esimsAssignmentsGet',
    effect: 'none',
    request: `GET /esims/assignments?reference=${reference}&additionalFields=appleInstallUrl`,
    answer: { iccid, esims: [{ iccid }], qrCodes: [] },
    make: (it, options) => new ESIMsApi(it).esimsAssignmentsGet(reference, 'appleInstallUrl', options),
  },
  {
    name: 'esimsGet',
    effect: 'none',
    request: 'GET /esims?page=2&perPage=25&direction=asc&orderBy=iccid&filterBy=customerRef&filter=a%2Bb+c',
    answer: { esims: [] },
    make: (it, options) => new ESIMsApi(it).esimsGet('2', 25, 'asc', 'iccid', 'customerRef', 'a+b c', options),
  },
  {
    name: 'esimsIccidBundlesGet',
    effect: 'none',
    request: `GET /esims/${iccid}/bundles?includeUsed=true&limit=200`,
    answer: { bundles: [] },
    make: (it, options) => new ESIMsApi(it).esimsIccidBundlesGet(iccid, undefined, 'true', '200', options),
  },
  {
    name: 'esimsIccidBundlesNameAssignmentsAssignmentIdDelete',
    effect: 'same',
    request: `DELETE ${assignment}?type=transaction`,
    answer: done,
    make: (it, options) =>
      new ESIMsApi(it).esimsIccidBundlesNameAssignmentsAssignmentIdDelete(
        iccid,
        bundle,
        '243',
        undefined,
        undefined,
        options,
      ),
  },
  {
    name: 'esimsIccidBundlesNameAssignmentsAssignmentIdDelete, validating',
    effect: 'none',
    request: `DELETE ${assignment}?type=validate`,
    answer: done,
    make: (it, options) =>
      new ESIMsApi(it).esimsIccidBundlesNameAssignmentsAssignmentIdDelete(
        iccid,
        bundle,
        '243',
        undefined,
        'validate',
        options,
      ),
  },
  {
    name: 'esimsIccidBundlesNameDelete',
    effect: 'more',
    request: `DELETE /esims/${iccid}/bundles/${bundle}?refundToBalance=true&offerId=243&type=transaction`,
    answer: done,
    make: (it, options) => new ESIMsApi(it).esimsIccidBundlesNameDelete(iccid, bundle, true, '243', undefined, options),
  },
  {
    name: 'esimsIccidBundlesNameDelete, validating',
    effect: 'none',
    request: `DELETE /esims/${iccid}/bundles/${bundle}?type=validate`,
    answer: done,
    make: (it, options) =>
      new ESIMsApi(it).esimsIccidBundlesNameDelete(iccid, bundle, undefined, undefined, 'validate', options),
  },
  {
    name: 'esimsIccidBundlesNameGet',
    effect: 'none',
    request: `GET /esims/${iccid}/bundles/${bundle}`,
    answer: { assignments: [] },
    make: (it, options) => new ESIMsApi(it).esimsIccidBundlesNameGet(iccid, bundle, undefined, options),
  },
  {
    name: 'esimsIccidCompatibleBundleGet',
    effect: 'none',
    request: `GET /esims/${iccid}/compatible/${bundle}`,
    answer: { compatible: true },
    make: (it, options) => new ESIMsApi(it).esimsIccidCompatibleBundleGet(iccid, bundle, undefined, options),
  },
  {
    name: 'esimsIccidGet',
    effect: 'none',
    request: `GET /esims/${iccid}`,
    answer: { iccid },
    make: (it, options) => new ESIMsApi(it).esimsIccidGet(iccid, undefined, undefined, options),
  },
  {
    name: 'esimsIccidHistoryGet',
    effect: 'none',
    request: `GET /esims/${iccid}/history`,
    answer: { actions: [] },
    make: (it, options) => new ESIMsApi(it).esimsIccidHistoryGet(iccid, undefined, options),
  },
  {
    name: 'esimsIccidLocationGet',
    effect: 'none',
    request: `GET /esims/${iccid}/location`,
    answer: { country: 'FR' },
    make: (it, options) => new ESIMsApi(it).esimsIccidLocationGet(iccid, undefined, options),
  },
  {
    name: 'esimsIccidRefreshGet',
    effect: 'more',
    request: `GET /esims/${iccid}/refresh`,
    answer: done,
    make: (it, options) => new ESIMsApi(it).esimsIccidRefreshGet(iccid, undefined, options),
  },
  {
    name: 'esimsIccidSmsPost',
    effect: 'more',
    request: `POST /esims/${iccid}/sms`,
    body: { message: 'Bonjour', from: 'eSIM' },
    answer: done,
    make: (it, options) =>
      new ESIMsApi(it).esimsIccidSmsPost(iccid, undefined, undefined, { message: 'Bonjour' }, options),
  },
  {
    name: 'esimsPut',
    effect: 'same',
    request: `PUT /esims?iccid=${iccid}&customerRef=order+1`,
    body: { iccid, customerRef: 'order 1' },
    answer: done,
    make: (it, options) =>
      new ESIMsApi(it).esimsPut(undefined, undefined, undefined, undefined, { iccid, customerRef: 'order 1' }, options),
  },
  {
    name: 'ordersPost',
    effect: 'more',
    request: 'POST /orders?includeIccids=true',
    body: order,
    answer: { orderReference: reference },
    make: (it, options) => new OrdersApi(it).ordersPost(order, true, options),
  },
  {
    name: 'ordersPost, validating',
    effect: 'none',
    request: 'POST /orders',
    body: { ...order, type: 'validate' },
    answer: { valid: true },
    make: (it, options) => new OrdersApi(it).ordersPost({ ...order, type: 'validate' }, undefined, options),
  },
  {
    name: 'ordersGet',
    effect: 'none',
    request: 'GET /orders?includeIccids=true&page=1&limit=10&createdAt=gte%3A2026-01-01&createdAt=lte%3A2026-02-01',
    answer: { orders: [] },
    make: (it, options) => new OrdersApi(it).ordersGet(true, 1, 10, ['gte:2026-01-01', 'lte:2026-02-01'], options),
  },
  {
    name: 'ordersOrderReferenceGet',
    effect: 'none',
    request: `GET /orders/${reference}`,
    answer: { orderReference: reference },
    make: (it, options) => new OrdersApi(it).ordersOrderReferenceGet(reference, options),
  },
  {
    name: 'catalogueGet',
    effect: 'none',
    request: 'GET /catalogue?page=1&perPage=50&countries=FR%2CDE',
    answer: { bundles: [] },
    make: (it, options) =>
      new CatalogueApi(it).catalogueGet(1, 50, null, null, null, null, ['FR', 'DE'], null, options),
  },
  {
    name: 'catalogueBundleNameGet',
    effect: 'none',
    request: `GET /catalogue/bundle/${bundle}`,
    answer: { name: bundle },
    make: (it, options) => new CatalogueApi(it).catalogueBundleNameGet(bundle, options),
  },
  {
    name: 'organisationGet',
    effect: 'none',
    request: 'GET /organisation',
    answer: { name: 'Acme', organisations: [{ name: 'Acme' }] },
    make: (it, options) => new OrganisationApi(it).organisationGet(options),
  },
  {
    name: 'organisationBalancePost',
    effect: 'more',
    request: 'POST /organisation/balance?amount=1000',
    answer: { ref: 1 },
    make: (it, options) => new OrganisationApi(it).organisationBalancePost(1000, options),
  },
  {
    name: 'organisationGroupsGet',
    effect: 'none',
    request: 'GET /organisation/groups',
    answer: { groups: [] },
    make: (it, options) => new OrganisationApi(it).organisationGroupsGet(options),
  },
  {
    name: 'networksGet',
    effect: 'none',
    request: 'GET /networks?isos=FR&returnAll=true',
    answer: { countryNetworks: [] },
    make: (it, options) => new NetworksApi(it).networksGet(undefined, 'FR', true, options),
  },
];

export const thatAsk = calls.filter(({ effect }) => effect === 'none');
export const thatMayBeRepeated = calls.filter(({ effect }) => effect === 'same');
export const thatMustNot = calls.filter(({ effect }) => effect === 'more');
