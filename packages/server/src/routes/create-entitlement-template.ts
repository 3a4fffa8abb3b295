import { holderOf } from '../auth/permission.js';
import { entityTag } from '../request/entity-tag.js';
import { ref } from '../wire/schema.js';
import { ItemTemplateResource, templateFromWire, templateToWire } from '../wire/template.js';
import { route } from './route.js';

export const createEntitlementTemplate = route({
  id: 'createEntitlementTemplate',
  method: 'POST',
  path: '/entitlements/templates',
  summary: 'Create an entitlement template',
  tag: 'Entitlement templates',
  permission: holderOf('TEMPLATE_ADMIN'),
  body: ref(ItemTemplateResource),
  writes: true,
  versioned: true,
  success: { status: 201, schema: ref(ItemTemplateResource) },
  names: { template: '' },

  async handle({ engine, order, body }) {
    const template = await engine.createTemplate({ ...order, template: templateFromWire(body) });
    return { body: templateToWire(template), replayed: template.replayed, headers: entityTag(template.revision) };
  },
});
