import { Type } from 'typebox';
import { holderOf } from '../auth/permission.js';
import { ifMatchIn } from '../request/entity-tag.js';
import { TemplateId } from '../wire/template.js';
import { route } from './route.js';

export const deleteEntitlementTemplate = route({
  id: 'deleteEntitlementTemplate',
  method: 'DELETE',
  path: '/entitlements/templates/:id',
  summary: 'Delete an entitlement template',
  tag: 'Entitlement templates',
  permission: holderOf('TEMPLATE_ADMIN'),
  params: Type.Object({ id: TemplateId }),
  query: Type.Object({
    cascade: Type.Optional(
      Type.String({
        description: '`detach` deletes a template that items use, too: they keep what they have, without a template',
      }),
    ),
  }),
  writes: true,
  versioned: true,
  success: { status: 204, schema: null },
  names: { ifRevision: 'if-match' },

  async handle({ engine, order, params: { id }, query, request }) {
    const ifRevision = ifMatchIn(request.headers);
    const { replayed } = await engine.deleteTemplate({ ...order, id, cascade: cascadeOf(query.cascade), ifRevision });
    return { replayed };
  },
});

/** Python writes `None` for what it was not told. The engine refuses all other words but its own. */
const cascadeOf = (word = 'None'): 'detach' | null => (word === 'None' ? null : (word as 'detach'));
