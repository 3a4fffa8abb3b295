export { CatalogueApi } from './client/apis/catalogue.js';
export { ESIMsApi, type AssignmentsOptions, type EsimsFilterBy } from './client/apis/esims.js';
export { everyEsim } from './client/apis/every-esim.js';
export { InventoryApi } from './client/apis/inventory.js';
export { NetworksApi } from './client/apis/networks.js';
export { OrdersApi } from './client/apis/orders.js';
export { OrganisationApi } from './client/apis/organisation.js';
export type { CallOptions } from './client/call/call-options.js';
export type { Result } from './client/call/caller.js';
export { Configuration, type ConfigurationParameters } from './client/configuration.js';
export {
  AmbiguousError,
  BadKeyError,
  BadRequestError,
  EsimGoError,
  InsufficientBalanceError,
  NoStockError,
  NotAccessibleError,
  NotUnderstoodError,
  ProcessingError,
  RefusedError,
  ThrottledError,
  UnavailableError,
  type CallFacts,
  type EsimGoCode,
} from './client/errors/index.js';
export { RateLimiter, type Lane, type RateLimit } from './client/limit/rate-limiter.js';
export { activationCode } from './client/shapes/activation-code.js';
export type {
  AppliedBundle,
  ApplyBundle,
  ApplyBundles,
  BundleToApply,
  ESIMApplyResponse,
  EsimsApplyPostRequest,
} from './client/shapes/apply.js';
export type { AppliedBundleList, AssignmentResponse, BundleAssignment, BundlesList } from './client/shapes/bundles.js';
export type { CatalogueBundle, CatalogueResponse, Country } from './client/shapes/catalogue.js';
export type { CompatibilityResponse } from './client/shapes/compatibility.js';
export type {
  ESIM,
  ESIMDetailsResponse,
  ESIMHistory,
  ESIMs,
  EsimsIccidSmsPostRequest,
  HistoryAction,
  LocationResponse,
  UpdateSimDetails,
} from './client/shapes/esims.js';
export type { ESIMDetailsInstallResponse, InstallDetails, QrCode } from './client/shapes/install.js';
export type {
  Allowance,
  InventoryBundle,
  InventoryLot,
  InventoryResponse,
  RefundInventoryItem,
} from './client/shapes/inventory.js';
export type { CountryNetworks, Network, NetworksResponse } from './client/shapes/networks.js';
export type { OrderItem, OrderLine, OrderRequest, OrderResponse, OrdersResponse } from './client/shapes/orders.js';
export type {
  Organisation,
  OrganisationBalanceResponse,
  OrganisationGroup,
  OrganisationGroups,
  OrganisationResponse,
  OrganisationUser,
} from './client/shapes/organisation.js';
export type { StatusMessage } from './client/shapes/status-message.js';
export type { OneOrMany } from './client/wire/one-or-many.js';
export { systemTiming, type Timing } from './client/timing.js';

// The bridge.
export { Bridge, createBridge, type BridgeOptions } from './bridge.js';
export { BusyError } from './errors/busy.js';
export { NotRefundableError, refundRefusals, type RefundRefusal } from './errors/not-refundable.js';
export { SaleRefusedError } from './errors/sale-refused.js';
export { StaleError } from './errors/stale.js';
export { NoCaseError } from './errors/no-case.js';
export { StockRefusedError } from './errors/stock-refused.js';
export type { Case, CasesInput, Resolution, ResolveCaseInput } from './flows/cases.js';
export type { CatalogueReport, SyncInput } from './flows/catalogue.js';
export type { Difference, DifferencesInput, DifferencesReport } from './flows/differences.js';
export type { StockInput, StockOrder } from './flows/stock.js';
export type { PollReport } from './flows/poll.js';
export type { RefundInput, RefundQuote } from './flows/quote.js';
export type { ReconcileReport } from './flows/reconcile.js';
export type { RefundStockInput, StockRefund } from './flows/refund-stock.js';
export type { FulfilInput, SellInput } from './flows/sell.js';
export {
  bundleTemplate,
  dataKey,
  itemDocument,
  templateDocument,
  type BundleStock,
  type Lot,
} from './mapping/translate.js';
export { thresholds, type BridgeSubscriber, type ThresholdReached } from './flows/thresholds.js';
export { bridgeIdentifiers, bridgeModule, memoryBridgeStoreModule } from './module.js';
export type { Message } from './ports/message.js';
export {
  operationNames,
  operationStates,
  type Operation,
  type OperationName,
  type OperationState,
} from './ports/operation.js';
export {
  isUnsettled,
  saleStages,
  type Install,
  type Meter,
  type Money,
  type Problem,
  type Refund,
  type Returned,
  type Sale,
  type SaleStage,
  type Source,
} from './ports/sale.js';
export {
  stored,
  type BridgeStore,
  type Changes,
  type LeaseRequest,
  type MessageQuery,
  type OperationQuery,
  type SaleQuery,
} from './ports/store.js';
export { defaultSettings, type BridgeSettings } from './settings.js';
export { MemoryBridgeStore } from './stores/memory.js';
