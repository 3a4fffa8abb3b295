import { Type } from 'typebox';
import { Id, model } from './schema.js';

export const SimpleReferenceResource = model('SimpleReferenceResource', { id: Id, name: Type.String() });
