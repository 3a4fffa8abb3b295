import { parseSku, type SkuDocument } from '../catalogue/parse-sku.js';
import type { Sku } from '../catalogue/sku.js';
import { viewOf, type SkuView } from '../catalogue/view.js';
import { putSku } from '../catalogue/write-sku.js';
import { checking, documentIn } from './catalogue-command.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { Document } from './fields.js';
import { readInputWith } from './read-input.js';

export class CreateSkuInput extends WritingDto {
  /** The SKU's document: sku, description, currency_code, price in minor units, items. */
  @Document() sku!: object;
}

export interface CreateSku extends CommandBase {
  readonly type: 'createSku';
  readonly sku: SkuDocument;
}

export const createSku: CommandKind<CreateSkuInput, CreateSku, Sku, SkuView> = {
  type: 'createSku',
  on: 'catalogue',

  read: (input, registry) => {
    const { dto, parsed } = readInputWith(CreateSkuInput, input, documentIn('sku', registry, parseSku));
    return { type: 'createSku', ...baseOf(dto), sku: parsed };
  },

  scope: () => '',
  needs: () => [],

  decide: ({ sku: document }, set, { now }) =>
    checking((faults) => {
      if (set.catalogue.sku(document.sku) !== undefined) {
        faults.add('sku.sku', `is taken: ${JSON.stringify(document.sku)}`);
      }
      return putSku(document, null, { set, now, path: 'sku', faults });
    }),

  present: viewOf,
};
