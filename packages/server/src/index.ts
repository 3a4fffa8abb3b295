export { holdall } from './plugin.js';
export {
  defaults,
  metricsReaders,
  type EsimGoOptions,
  type HoldallOptions,
  type MetricsReaders,
  type Rate,
  type Rates,
  type Settings,
} from './options.js';
export { answerNoRoute } from './errors/answer.js';
export { InvalidTokenError } from './errors/invalid-token.js';
export { statuses, type ErrorCode, type Status } from './errors/statuses.js';
export type { Authenticate, Credentials } from './auth/authenticate.js';
export { permissionNames, type PermissionName, type Principal } from './auth/principal.js';
export { apiKeys, type ApiKeyOptions } from './auth/api-keys.js';
export { makeApiKey, type ApiKey, type NewApiKey } from './auth/api-key.js';
export { firstOf } from './auth/first-of.js';
export { jwt, type JwtOptions } from './auth/jwt.js';
export type { JwtKeyOptions, PublicKeyAlgorithm } from './auth/jwt-keys.js';
export { hashClientSecret } from './auth/oauth/client-secret.js';
export type { OAuthClient, TokenOptions, VerifiedUser } from './auth/oauth/options.js';
export { loggerOptions, type LogOptions } from './operations/logger.js';
export { serverOptions, type ServerOptions } from './operations/server-options.js';
export { stop, type StopOptions } from './operations/stop.js';
