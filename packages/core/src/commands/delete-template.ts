import { templateIn, type CatalogueChange } from '../catalogue/catalogue.js';
import { refuseUnlessAt } from '../catalogue/revision.js';
import { ConflictError } from '../errors/conflict.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { ConditionalDto, conditionOf, type Condition } from './condition.js';
import { OneOf, Optional, TemplateId } from './fields.js';
import { readInput } from './read-input.js';

export class DeleteTemplateInput extends ConditionalDto {
  @TemplateId() id!: string;
  /** `detach` deletes a template that items use: they keep what they have and belong to no template any more. */
  @Optional() @OneOf(['detach']) cascade?: 'detach' | null;
}

export interface DeleteTemplate extends CommandBase, Condition {
  readonly type: 'deleteTemplate';
  readonly id: string;
  readonly cascade: 'detach' | null;
}

export interface DeleteTemplateResult {
  /** The items that were detached. */
  readonly detached: readonly number[];
}

export const deleteTemplate: CommandKind<
  DeleteTemplateInput,
  DeleteTemplate,
  DeleteTemplateResult,
  DeleteTemplateResult
> = {
  type: 'deleteTemplate',
  on: 'catalogue',

  read: (input) => {
    const { id, cascade, ...dto } = readInput(DeleteTemplateInput, input);
    return { type: 'deleteTemplate', ...baseOf(dto), ...conditionOf(dto), id, cascade: cascade ?? null };
  },

  scope: () => '',
  needs: () => [],

  decide: ({ id, cascade, ifRevision }, set, { now }) => {
    refuseUnlessAt(templateIn(set.catalogue, id), ifRevision);
    const users = set.catalogue.items.filter(({ template }) => template === id);
    if (users.length > 0 && cascade === null) {
      const message = `${users.length} items use template ${JSON.stringify(id)}: cascade "detach" deletes it all the same.`;
      throw new ConflictError('template_in_use', message, { template: id, items: users.map((item) => item.id) });
    }
    const detached = users.map((item): CatalogueChange => ({
      kind: 'item',
      id: item.id,
      value: { ...item, template: null, updated_date: now },
    }));
    set.changeCatalogue([{ kind: 'template', id, value: null }, ...detached]);
    return { detached: users.map((item) => item.id) };
  },

  present: (result) => result,
};
