import { model, Id } from './schema.js';

export const EntitlementGrantRequest = model('EntitlementGrantRequest', { entitlement_id: Id });
