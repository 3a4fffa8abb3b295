// Making an engine.
export { createEngine, defaultOptions, type CreateEngine } from './engine/create-engine.js';
export { Engine, type BehaviorDescription, type EngineOptions, type EngineParts } from './engine/engine.js';
export { Commands } from './engine/commands.js';
export { CommandsAndQuestions } from './engine/commands-and-questions.js';
export type { Ledger } from './engine/ledger.js';
export { Within } from './engine/within.js';
export { eventsOf, type InventoryEvent } from './engine/event.js';
export type { BatchBegun, Observer } from './engine/observers.js';
export type { StreamOptions } from './engine/streamed.js';
export type { Subscriber, SubscriberFailed } from './engine/subscriptions.js';
export { MemoryStore } from './memory/memory-store.js';

// A worker.
export { createWorker } from './worker/create-worker.js';
export type { Worker, WorkerStatus } from './worker/worker.js';
export type { WorkerFailure, WorkerOptions, WorkerRun } from './worker/options.js';
export type { WorkDone, WorkedEngine } from './worker/duties.js';
export { systemTimers, type Timers } from './ports/timers.js';

export { coreModule, identifiers, memoryStoreModule } from './module.js';

// Commands: inputs and results.
export { commandKinds, type CommandType, type InputOf, type ResultOf } from './commands/index.js';
export type { AddBySkuInput, AddBySkuResult } from './commands/add-by-sku.js';
export type { CreateItemInput } from './commands/create-item.js';
export type { CreateSkuInput } from './commands/create-sku.js';
export type { CreateTemplateInput } from './commands/create-template.js';
export type { DeleteItemInput } from './commands/delete-item.js';
export type { DeleteSkuInput, DeleteSkuResult } from './commands/delete-sku.js';
export type { DeleteTemplateInput, DeleteTemplateResult } from './commands/delete-template.js';
export type { FulfilInput, FulfilResult } from './commands/fulfil.js';
export type { FulfilOutstandingInput, FulfilOutstandingResult } from './commands/fulfil-outstanding.js';
export type { GrantInput, GrantResult } from './commands/grant.js';
export type { EntryResult } from './commands/held-entry.js';
export type { ImportCatalogueInput, ImportCatalogueResult } from './commands/import-catalogue.js';
export type { RecordUseInput, RecordUseResult } from './commands/record-use.js';
export type { ReverseUseInput, ReverseUseResult } from './commands/reverse-use.js';
export type { RevokeInput } from './commands/revoke.js';
export type { SetBehaviorDataInput } from './commands/set-behavior-data.js';
export type { SetExpiryInput } from './commands/set-expiry.js';
export type { SetPaymentInput } from './commands/set-payment.js';
export type { SetStatusInput } from './commands/set-status.js';
export type { SweepExpiredInput, SweepExpiredResult } from './commands/sweep-expired.js';
export type { UpdateItemInput } from './commands/update-item.js';
export type { UpdateSkuInput } from './commands/update-sku.js';
export type { UpdateTemplateInput } from './commands/update-template.js';
export type { UseInput, UseResult } from './commands/use.js';

// Questions: inputs and answers.
export type { Balance, BalanceInput } from './questions/balance.js';
export type { ItemsInput, SkusInput, TemplatesInput } from './questions/catalogue-list.js';
export type { CheckInput } from './questions/check.js';
export type { Decision, DenialView } from './questions/decision.js';
export type { EntriesAfterInput, EntriesInput, EntryFilterInput } from './questions/entries.js';
export type { EntryDetails, EntryInput } from './questions/entry.js';
export type { ExplainInput, Explanation, VerdictView } from './questions/explain.js';
export type { InvoiceInput } from './questions/invoice.js';
export type { LogAfterInput, LogFilterInput, LogInput } from './questions/log.js';
export type { Page } from './questions/page.js';
export type { Part } from './questions/part.js';

// Documents and views.
export type { BehaviorSettings, Item, ItemRef } from './catalogue/item.js';
export type { Sku, SkuItem } from './catalogue/sku.js';
export type { Template, TemplateBehavior } from './catalogue/template.js';
export type { ItemView, SkuView, TemplateView } from './catalogue/view.js';
export type { PropertyDefinition } from './catalogue/properties/definition.js';
export type { PropertyValue } from './catalogue/properties/value.js';
export { Catalogue, type CatalogueChange } from './catalogue/catalogue.js';
export {
  endOf,
  entryEnds,
  entryStatuses,
  hasExpired,
  inBurnOrder,
  isOpen,
  isUsable,
  type BehaviorData,
  type Entry,
  type EntryEnd,
  type EntryStatus,
} from './inventory/entry.js';
export {
  fulfilmentStatuses,
  paymentStatuses,
  type FulfilmentStatus,
  type Invoice,
  type InvoiceLine,
  type PaymentStatus,
} from './inventory/invoice.js';
export { logTypes, replayed, type EntryFacts, type LogDetails, type LogRecord, type LogType } from './inventory/log.js';
export type { RuleReport } from './inventory/report.js';
export { usesIn, type Take, type UseRecord } from './inventory/use-record.js';
export type { EntryView, InvoiceView, LogView } from './inventory/view.js';

// Writing a behavior of one's own.
export type { Ask, Behavior, Effect, GetAsk, SettingField, SharedSettings, UseAsk } from './behaviors/behavior.js';
export { periodFields, periodOf, readPeriod, type PeriodSettings } from './behaviors/period-settings.js';
export { builtinBehaviors } from './behaviors/builtin.js';
export { BehaviorRegistry, type Rule } from './behaviors/registry.js';
export { allow, deny, type Denial, type RuleVerdict, type Verdict } from './behaviors/verdict.js';
export { dataFor } from './inventory/entry.js';
export { at, Faults } from './values/faults.js';
export { readBoolean, readEnum, readInteger, readNumber, readString } from './values/fields.js';
export { after, before, inWindow, leavesWindow, unitsOfTime, type Period, type UnitOfTime } from './values/period.js';
export type { Instant } from './values/instant.js';
export type { JsonObject, JsonValue } from './values/json.js';
export type { Quantity } from './values/quantity.js';

// Writing a store of one's own.
export type { Clock } from './ports/clock.js';
export { systemClock } from './ports/clock.js';
export type { Directory } from './ports/directory.js';
export {
  comparisons,
  entrySortFields,
  type Direction,
  type EndFilter,
  type EntriesAfter,
  type EntryList,
  type EntryOrder,
  type EntryQuery,
  type EntrySortField,
  type LogAfter,
  type LogList,
  type LogQuery,
  type MomentFilter,
  type Order,
  type Paged,
  type PageRequest,
  type PartRequest,
  type Place,
} from './ports/query.js';
export { entrySort, inSortOrder, logSort, placeOf, type LogSortField } from './ports/sort.js';
export type { Audit, Decided, Question, Store, UnitOfWork } from './ports/store.js';
export type { HostTransaction, TransactionalStore } from './ports/transactional-store.js';
export { answerLoading, decideLoading, type Load } from './state/load.js';
export { Loaded } from './state/loaded.js';
export {
  keyOf,
  sequences,
  type Answers,
  type Gets,
  type IdBlock,
  type Need,
  type NeedKind,
  type NeedOf,
  type Sequence,
} from './state/need.js';
export type { Outcome, RememberedError, Reply } from './state/reply.js';
export { WorkingSet, type NewRecord, type State } from './state/working-set.js';
export { noWrites, refuseContradictions, writesNothing, type EntryChange, type Writes } from './state/writes.js';
export { storeNotEmpty } from './transfer/not-empty.js';
export { inExportOrder } from './transfer/order.js';
export { storedKinds, type Counters, type Stored, type StoredKind, type StoredValue } from './transfer/stored.js';
export type { Intake, Inventories } from './transfer/intake.js';

// Moving to another store.
export type { RecordCounts } from './transfer/format.js';
export type { ImportResult } from './transfer/import.js';
export type { TextParts } from './transfer/lines.js';

// Errors.
export {
  ConflictError,
  DeniedError,
  HoldallError,
  InternalError,
  InvalidInputError,
  NotFoundError,
  OverloadedError,
  RemoteError,
  StorageError,
  type ConflictReason,
  type Fault,
  type Findable,
  type StorageCode,
} from './errors/index.js';
