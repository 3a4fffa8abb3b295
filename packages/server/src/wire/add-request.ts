import { Type } from 'typebox';
import { model, orNull } from './schema.js';

export const UserInventoryAddRequest = model('UserInventoryAddRequest', {
  sku: Type.String({ minLength: 1, maxLength: 40 }),
  note: Type.String({ maxLength: 1000, description: 'Stands on the invoice and in the log' }),
  skip_invoice: Type.Boolean({ description: 'True: active at once, and no invoice' }),
  overrides: Type.Optional(
    orNull(Type.Array(Type.String(), { maxItems: 100, description: 'The type hints of behaviors to skip' })),
  ),
});
