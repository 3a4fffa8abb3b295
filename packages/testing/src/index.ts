export { beginning, moment, TestClock, type Duration, type Moment } from './clock.js';
export { nextChangeAfter } from './next-change.js';
export { createTestEngine, type TestEngine, type TestEngineOptions } from './test-engine.js';
// Given, when, then.
export { given, type Acted, type Checked, type Expectations, type Given, type Outcome } from './spec/scenario.js';
export { granted, item, knowing, sku, startingAt, template, type Granted } from './spec/givens.js';
export {
  addBySku,
  archive,
  at,
  check,
  command,
  fulfil,
  fulfilOutstanding,
  get,
  later,
  recordUse,
  redefine,
  reverse,
  revoke,
  setBehaviorData,
  setExpiry,
  setPayment,
  setStatus,
  sweep,
  use,
  type Add,
  type Get,
  type RecordUse,
  type Use,
} from './spec/whens.js';
export {
  activated,
  adjusted,
  credited,
  dataChanged,
  expired,
  expiresChanged,
  reversed,
  revoked,
  statusChanged,
  used,
  type ExpectedRecord,
  type RecordFacts,
} from './spec/record.js';
export { step, type Step } from './spec/step.js';
export type { World } from './spec/world.js';
// Proving a store.
export { describeStore, type OpenStore, type Shared } from './conformance/describe-store.js';
export type { Runner } from './conformance/runner.js';
// Generators for fast-check, which is a peer dependency.
export {
  legalWorlds,
  type LegalItem,
  type LegalSku,
  type LegalTemplate,
  type LegalWorld,
  type WorldOptions,
} from './generators/legal-world.js';
export { moves, type GrantOptions, type Move, type MoveOptions } from './generators/moves.js';
export { Player, type Order, type Turn } from './generators/player.js';
export { testingIdentifiers, testingModule } from './module.js';
