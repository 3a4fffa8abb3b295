export { esimGoCallbacks } from './plugin.js';
export type { EsimGoCallbacksOptions } from './options.js';
export { readCallback } from './read.js';
export { CallbackRefusedError, type CallbackRefusal } from './refused.js';
export { checkSignature, signatureHeader } from './signature.js';
export type { BundleFacts, Callback, CallbackKind, CountryFacts, TopupFacts } from './callback.js';
