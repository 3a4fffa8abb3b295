import { Type } from 'typebox';
import { signedIn } from '../auth/permission.js';
import { BehaviorDefinitionResource, behaviorDefinitionToWire } from '../wire/behavior-definition.js';
import { ref } from '../wire/schema.js';
import { route } from './route.js';

export const getBehaviors = route({
  id: 'getBehaviors',
  method: 'GET',
  path: '/store/items/behaviors',
  summary: 'List the behaviors that items can have, with their settings',
  tag: 'Store',
  permission: signedIn,
  writes: false,
  success: { status: 200, schema: Type.Array(ref(BehaviorDefinitionResource)) },

  async handle({ engine }) {
    return { body: engine.behaviors().map(behaviorDefinitionToWire) };
  },
});
