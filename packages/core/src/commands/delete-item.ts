import { itemIn } from '../catalogue/catalogue.js';
import type { Item, ItemRef } from '../catalogue/item.js';
import { refuseUnlessAt } from '../catalogue/revision.js';
import { viewOf, type ItemView } from '../catalogue/view.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { ConditionalDto, conditionOf, type Condition } from './condition.js';
import { ItemRefField } from './fields.js';
import { readInput } from './read-input.js';

export class DeleteItemInput extends ConditionalDto {
  /** The item's id or unique key. */
  @ItemRefField() id!: ItemRef;
}

export interface DeleteItem extends CommandBase, Condition {
  readonly type: 'deleteItem';
  readonly id: ItemRef;
}

/** Archives an item: no new gets and no listing; what users hold of it stays usable (rule 11). Repeating it is harmless. */
export const deleteItem: CommandKind<DeleteItemInput, DeleteItem, Item, ItemView> = {
  type: 'deleteItem',
  on: 'catalogue',

  read: (input) => {
    const { id, ...dto } = readInput(DeleteItemInput, input);
    return { type: 'deleteItem', ...baseOf(dto), ...conditionOf(dto), id };
  },

  scope: () => '',
  needs: () => [],

  decide: ({ id, ifRevision }, set, { now }) => {
    const item = itemIn(set.catalogue, id);
    refuseUnlessAt(item, ifRevision);
    if (item.archived) return item;
    const archived = { ...item, archived: true, updated_date: now };
    set.changeCatalogue([{ kind: 'item', id: item.id, value: archived }]);
    return archived;
  },

  present: viewOf,
};
