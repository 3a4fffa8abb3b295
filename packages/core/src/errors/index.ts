export { ConflictError, type ConflictReason } from './conflict.js';
export { DeniedError } from './denied.js';
export { HoldallError } from './holdall-error.js';
export { InvalidInputError, type Fault } from './invalid-input.js';
export { NotFoundError, type Findable } from './not-found.js';
export { RemoteError } from './remote.js';
export { InternalError } from './internal.js';
export { OverloadedError } from './overloaded.js';
export { StorageError, type StorageCode } from './storage.js';
