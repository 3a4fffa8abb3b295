import { skuIn } from '../catalogue/catalogue.js';
import { refuseUnlessAt } from '../catalogue/revision.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { ConditionalDto, conditionOf, type Condition } from './condition.js';
import { SkuCode } from './fields.js';
import { readInput } from './read-input.js';

export class DeleteSkuInput extends ConditionalDto {
  @SkuCode() sku!: string;
}

export interface DeleteSku extends CommandBase, Condition {
  readonly type: 'deleteSku';
  readonly sku: string;
}

export interface DeleteSkuResult {
  readonly sku: string;
}

/** Deletes a SKU. What was added by it stays with its users, and invoices keep what they say. */
export const deleteSku: CommandKind<DeleteSkuInput, DeleteSku, DeleteSkuResult, DeleteSkuResult> = {
  type: 'deleteSku',
  on: 'catalogue',

  read: (input) => {
    const { sku, ...dto } = readInput(DeleteSkuInput, input);
    return { type: 'deleteSku', ...baseOf(dto), ...conditionOf(dto), sku };
  },

  scope: () => '',
  needs: () => [],

  decide: ({ sku, ifRevision }, set) => {
    refuseUnlessAt(skuIn(set.catalogue, sku), ifRevision);
    set.changeCatalogue([{ kind: 'sku', id: sku, value: null }]);
    return { sku };
  },

  present: (result) => result,
};
