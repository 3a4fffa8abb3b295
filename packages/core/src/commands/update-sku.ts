import { skuIn } from '../catalogue/catalogue.js';
import { parseSku, type SkuDocument } from '../catalogue/parse-sku.js';
import { refuseUnlessAt } from '../catalogue/revision.js';
import type { Sku } from '../catalogue/sku.js';
import { viewOf, type SkuView } from '../catalogue/view.js';
import { putSku } from '../catalogue/write-sku.js';
import { checking, documentIn } from './catalogue-command.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { ConditionalDto, conditionOf, type Condition } from './condition.js';
import { Document } from './fields.js';
import { readInputWith } from './read-input.js';

export class UpdateSkuInput extends ConditionalDto {
  /** The whole new document; its `sku` says which one it replaces. */
  @Document() sku!: object;
}

export interface UpdateSku extends CommandBase, Condition {
  readonly type: 'updateSku';
  readonly sku: SkuDocument;
}

export const updateSku: CommandKind<UpdateSkuInput, UpdateSku, Sku, SkuView> = {
  type: 'updateSku',
  on: 'catalogue',

  read: (input, registry) => {
    const { dto, parsed } = readInputWith(UpdateSkuInput, input, documentIn('sku', registry, parseSku));
    return { type: 'updateSku', ...baseOf(dto), ...conditionOf(dto), sku: parsed };
  },

  scope: () => '',
  needs: () => [],

  decide: ({ sku: document, ifRevision }, set, { now }) =>
    checking((faults) => {
      const previous = skuIn(set.catalogue, document.sku);
      refuseUnlessAt(previous, ifRevision);
      return putSku(document, previous, { set, now, path: 'sku', faults });
    }),

  present: viewOf,
};
