import { Type } from 'typebox';
import { holderOf } from '../auth/permission.js';
import { entityTag, ifMatchIn } from '../request/entity-tag.js';
import { ref } from '../wire/schema.js';
import { ItemTemplateResource, templateFromWire, TemplateId, templateToWire } from '../wire/template.js';
import { route } from './route.js';

/** The contract declares 204 and a body: with a 204, Knetik's Python client fails on the body that it then misses. */
export const updateEntitlementTemplate = route({
  id: 'updateEntitlementTemplate',
  method: 'PUT',
  path: '/entitlements/templates/:id',
  summary: 'Replace an entitlement template as a whole',
  tag: 'Entitlement templates',
  permission: holderOf('TEMPLATE_ADMIN'),
  params: Type.Object({ id: TemplateId }),
  body: ref(ItemTemplateResource),
  writes: true,
  versioned: true,
  success: { status: 200, schema: ref(ItemTemplateResource) },
  names: { ifRevision: 'if-match', template: '' },

  async handle({ engine, order, params: { id }, body, request }) {
    const ifRevision = ifMatchIn(request.headers);
    const template = await engine.updateTemplate({ ...order, id, template: templateFromWire(body), ifRevision });
    return { body: templateToWire(template), replayed: template.replayed, headers: entityTag(template.revision) };
  },
});
