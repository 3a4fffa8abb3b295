import { Type } from 'typebox';
import { holderOf } from '../auth/permission.js';
import { entityTag } from '../request/entity-tag.js';
import { ref } from '../wire/schema.js';
import { ItemTemplateResource, TemplateId, templateToWire } from '../wire/template.js';
import { route } from './route.js';

export const getEntitlementTemplate = route({
  id: 'getEntitlementTemplate',
  method: 'GET',
  path: '/entitlements/templates/:id',
  summary: 'Get an entitlement template',
  tag: 'Entitlement templates',
  permission: holderOf('TEMPLATE_ADMIN', 'ACHIEVEMENTS_ADMIN'),
  params: Type.Object({ id: TemplateId }),
  writes: false,
  versioned: true,
  success: { status: 200, schema: ref(ItemTemplateResource) },

  async handle({ engine, params }) {
    const template = await engine.template(params.id);
    return { body: templateToWire(template), headers: entityTag(template.revision) };
  },
});
