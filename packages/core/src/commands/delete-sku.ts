import { skuIn } from '../catalogue/catalogue.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { SkuCode } from './fields.js';
import { readInput } from './read-input.js';

export class DeleteSkuInput extends WritingDto {
  @SkuCode() sku!: string;
}

export interface DeleteSku extends CommandBase {
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
    return { type: 'deleteSku', ...baseOf(dto), sku };
  },

  scope: () => '',
  needs: () => [],

  decide: ({ sku }, set) => {
    skuIn(set.catalogue, sku);
    set.changeCatalogue([{ kind: 'sku', id: sku, value: null }]);
    return { sku };
  },

  present: (result) => result,
};
