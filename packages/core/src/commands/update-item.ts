import { itemIn } from '../catalogue/catalogue.js';
import type { Item, ItemRef } from '../catalogue/item.js';
import { parseItem, type ItemDocument } from '../catalogue/parse-item.js';
import { refuseUnlessAt } from '../catalogue/revision.js';
import { viewOf, type ItemView } from '../catalogue/view.js';
import { checkItem, writeItem } from '../catalogue/write-item.js';
import { ConflictError } from '../errors/conflict.js';
import { checking, documentIn } from './catalogue-command.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { ConditionalDto, conditionOf, type Condition } from './condition.js';
import { Document, Flag, ItemRefField, Optional } from './fields.js';
import { readInputWith } from './read-input.js';

export class UpdateItemInput extends ConditionalDto {
  /** The item's id or unique key. */
  @ItemRefField() id!: ItemRef;
  /** The whole new document. What it changes counts for existing entries at once (rule 4). */
  @Document() item!: object;
  /** Whether group settings that differ from the group's others change those, too (rule 7). Default false: refused. */
  @Optional() @Flag() cascade?: boolean | null;
}

export interface UpdateItem extends CommandBase, Condition {
  readonly type: 'updateItem';
  readonly id: ItemRef;
  readonly item: ItemDocument;
  readonly cascade: boolean;
}

export const updateItem: CommandKind<UpdateItemInput, UpdateItem, Item, ItemView> = {
  type: 'updateItem',
  on: 'catalogue',

  read: (input, registry) => {
    const { dto, parsed } = readInputWith(UpdateItemInput, input, documentIn('item', registry, parseItem));
    return {
      type: 'updateItem',
      ...baseOf(dto),
      ...conditionOf(dto),
      id: dto.id,
      item: parsed,
      cascade: dto.cascade ?? false,
    };
  },

  scope: () => '',
  needs: () => [],

  decide: ({ id, item: document, cascade, ifRevision }, set, { registry, now }) =>
    checking((faults) => {
      const previous = itemIn(set.catalogue, id);
      refuseUnlessAt(previous, ifRevision);
      refuseIfArchived(previous);
      const write = { set, registry, now, path: 'item', faults, cascade };
      const item = writeItem(document, previous.id, previous, write);
      checkItem(item, write);
      return item;
    }),

  present: viewOf,
};

/** @throws ConflictError */
const refuseIfArchived = (item: Item): void => {
  if (!item.archived) return;
  throw new ConflictError('archived', `Item ${item.id} was deleted: it is kept for those who hold it, as it is.`, {
    item: item.id,
  });
};
