export { createClient, type Client } from './create-client.js';
export type { ClientOptions, Fetch, World } from './options.js';
export type { CallOptions, WriteOptions } from './transport/request.js';

// Tokens.
export { oauthTokens, type OAuthOptions } from './auth/oauth-tokens.js';
export type { ClientCredentialsGrant, Grant, OAuth2Resource, PasswordGrant } from './auth/request-token.js';
export type { Token, TokenSource } from './auth/token-source.js';

// What a call fails with.
export { HoldallError } from './errors/holdall-error.js';
export { NetworkError, TimeoutError } from './errors/no-answer.js';
export { UnexpectedAnswerError } from './errors/unexpected-answer.js';
export { RefusedError, type FieldFault } from './errors/refused.js';
export { DeniedError } from './errors/denied.js';
export {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  InvalidTokenError,
  NotFoundError,
  PreconditionFailedError,
  ServerError,
  TooManyRequestsError,
} from './errors/by-status.js';
export type { Denial } from './models/denial.js';
export type { ErrorResource, Result } from './models/result.js';

// What operations take and answer, beside the wire's models.
export type { ItemWrite } from './operations/entitlement-items.js';
export type { TemplateWrite } from './operations/entitlement-templates.js';
export type { ConditionalOptions, Tagged } from './operations/etag.js';
export type { Decision, Usage } from './operations/user-entitlements.js';
export type { FollowOptions, Received } from './streams/follow.js';
export type { InventoryFilters, InventoryOptions } from './models/entry.js';
export type { ListOptions, PageOptions } from './models/page.js';

// The wire's models, as the wire spells them.
export type * from './models/behavior.js';
export type * from './models/property.js';
export type { ElementDefinition, PropertyDefinitionResource } from './models/property-definition.js';
export type { EntitlementItem, StoredEntitlementItem } from './models/item.js';
export type {
  ItemBehaviorDefinitionResource,
  ItemTemplateResource,
  StoredItemTemplateResource,
} from './models/template.js';
export type { EntitlementGrantRequest, InventoryStatus, UserInventoryResource } from './models/entry.js';
export type * from './models/balance.js';
export type { UserInventoryEvent } from './models/event.js';
export type { ExportedRecord } from './models/export.js';
export type * from './models/explanation.js';
export type * from './models/invoice.js';
export type { SimpleReferenceResource, UserItemLogResource } from './models/log.js';
export type { Order, PageResource } from './models/page.js';
export type { PartResource, WalkOptions } from './models/part.js';
export type * from './models/behavior-definition.js';
export type * from './models/sku.js';
export type { SimpleUserResource, UserId } from './models/user.js';
