export { holdall, type HoldallOptions } from './plugin.js';
export { answerNoRoute } from './errors/answer.js';
export { InvalidTokenError } from './errors/invalid-token.js';
export { statuses, type ErrorCode, type Status } from './errors/statuses.js';
export type { Authenticate, Credentials } from './auth/authenticate.js';
export { permissionNames, type PermissionName, type Principal } from './auth/principal.js';
