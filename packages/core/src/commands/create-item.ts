import type { Item } from '../catalogue/item.js';
import { parseItem, type ItemDocument } from '../catalogue/parse-item.js';
import { viewOf, type ItemView } from '../catalogue/view.js';
import { checkItem, writeItem } from '../catalogue/write-item.js';
import { checking, documentIn } from './catalogue-command.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { Document, Flag, Optional } from './fields.js';
import { readInputWith } from './read-input.js';

export class CreateItemInput extends WritingDto {
  /** The item's document: name, unique_key, behaviors, template, additional_properties, ... */
  @Document() item!: object;
  /** Whether group settings that differ from the group's others change those, too (rule 7). Default false: refused. */
  @Optional() @Flag() cascade?: boolean | null;
}

export interface CreateItem extends CommandBase {
  readonly type: 'createItem';
  readonly item: ItemDocument;
  readonly cascade: boolean;
}

export const createItem: CommandKind<CreateItemInput, CreateItem, Item, ItemView> = {
  type: 'createItem',
  on: 'catalogue',

  read: (input, registry) => {
    const { dto, parsed } = readInputWith(CreateItemInput, input, documentIn('item', registry, parseItem));
    return {
      type: 'createItem',
      ...baseOf(dto),
      item: parsed,
      cascade: dto.cascade ?? false,
    };
  },

  scope: () => '',
  needs: () => [{ kind: 'ids', sequence: 'item', count: 1 }],

  decide: ({ item: document, cascade }, set, { registry, now }) =>
    checking((faults) => {
      const write = { set, registry, now, path: 'item', faults, cascade };
      const item = writeItem(document, set.nextId('item'), null, write);
      checkItem(item, write);
      return item;
    }),

  present: viewOf,
};
