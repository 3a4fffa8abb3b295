export { daysAfter, dayOf, isDay, midnightOf, type Day } from './day.js';
export type { Dialect, FilterField, FilterFields, Params } from './dialect.js';
export { esimGoDialect, esimGoEsims, esimGoInventory, esimGoOrders, type EsimGoOptions } from './dialects/esim-go.js';
export {
  knetikDialect,
  knetikInventoryFilters,
  readMoments,
  readOrder,
  type KnetikOptions,
  type MomentBound,
} from './dialects/knetik.js';
export { offsetCountDialect, type OffsetCountOptions } from './dialects/offset-count.js';
export {
  usageProductInventories,
  usageProductInventoryFilters,
  usageProductsDialect,
  type UsageProductsOptions,
} from './dialects/usage-products.js';
export { entriesInputFrom, type EntriesAsked } from './entries-input.js';
export {
  operators,
  wholeList,
  type FieldType,
  type Filter,
  type Operator,
  type Query,
  type QueryPart,
  type Sort,
} from './query.js';
export { UnsupportedQueryError } from './unsupported-query-error.js';
