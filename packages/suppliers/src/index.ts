export { need, type Capabilities, type Capability } from './port/capabilities.js';
export {
  normalisedStatuses,
  type NormalisedStatus,
  type PlainDate,
  type RecordKind,
  type SupplierMoment,
  type SupplierQuantity,
  type SupplierRecord,
  type SupplierStatus,
} from './port/record.js';
export type { Asked, AskOptions, SupplierInventory } from './port/supplier.js';
export { sawEverything, type Walk, type WalkOptions, type WalkProgress } from './port/walk.js';
export { walking, type Part, type Parted } from './port/walking.js';

export { Caller, type Ask, type CallerOptions, type CallerParts } from './http/caller.js';
export type { Credentials } from './http/credentials.js';
export { systemTiming, type Timing } from './http/timing.js';

export {
  AbsentError,
  BadCredentialsError,
  BadRequestError,
  BusyError,
  ForbiddenError,
  NotImplementedError,
  NotSupportedError,
  NotUnderstoodError,
  PreconditionFailedError,
  RefusedError,
  SamePageError,
  SupplierError,
  ThrottledError,
  UnavailableError,
  WalkInterruptedError,
  type CallFacts,
  type SupplierCode,
} from './errors/index.js';

export { BetatelClient, type BetatelOptions } from './betatel/client.js';
export { betatelSupplier, type BetatelSupplierOptions } from './betatel/betatel-supplier.js';
export type { BetatelInventory, BetatelPage } from './betatel/shapes.js';
export { esimGoSupplier, type EsimGoInventoryApi, type EsimGoSupplierOptions } from './esim-go/esim-go-supplier.js';
export type { EsimGoBundle, EsimGoLot } from './esim-go/lot.js';

export {
  daysAfter,
  dayOf,
  entriesInputFrom,
  esimGoDialect,
  esimGoEsims,
  esimGoInventory,
  esimGoOrders,
  isDay,
  knetikDialect,
  knetikInventoryFilters,
  midnightOf,
  offsetCountDialect,
  operators,
  readMoments,
  readOrder,
  UnsupportedQueryError,
  usageProductInventories,
  usageProductInventoryFilters,
  usageProductsDialect,
  wholeList,
  type Day,
  type Dialect,
  type EntriesAsked,
  type EsimGoOptions,
  type FieldType,
  type Filter,
  type FilterField,
  type FilterFields,
  type KnetikOptions,
  type MomentBound,
  type OffsetCountOptions,
  type Operator,
  type Params,
  type Query,
  type QueryPart,
  type Sort,
  type UsageProductsOptions,
} from './query/index.js';

export { bearerTokens, type BearerTokenOptions, type IssuedToken } from './usage-products/bearer-tokens.js';
export { UsageProductsClient, type UsageProductsClientOptions } from './usage-products/client.js';
export { usageProductsSupplier, type UsageProductsSupplierOptions } from './usage-products/usage-products-supplier.js';
export { NoTokenError } from './usage-products/no-token-error.js';
export { ParameterNotImplementedError } from './usage-products/parameter-not-implemented.js';
export type { ProductReference, UsageProduct } from './usage-products/shapes.js';

export { containerKey, containerTemplate, underTag } from './mapping/container-item.js';
export { importContainers, type ContainersResult, type ImportContainers } from './mapping/import-containers.js';
export { importUsageProducts, type ImportResult, type ImportUsageProducts } from './mapping/import-usage-products.js';
export { usageProductEntries, type UsageProductTerms } from './mapping/usage-product-entries.js';
export type { Reading, Terms, WantedEntry } from './mapping/wanted-entry.js';

export { supplierIdentifiers, suppliersModule } from './module.js';
