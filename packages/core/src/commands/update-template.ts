import { templateIn } from '../catalogue/catalogue.js';
import { parseTemplate, type TemplateDocument } from '../catalogue/parse-template.js';
import { refuseUnlessAt } from '../catalogue/revision.js';
import type { Template } from '../catalogue/template.js';
import { viewOf, type TemplateView } from '../catalogue/view.js';
import { putTemplate } from '../catalogue/write-template.js';
import { checking, documentIn } from './catalogue-command.js';
import { baseOf, type CommandBase, type CommandKind } from './command.js';
import { ConditionalDto, conditionOf, type Condition } from './condition.js';
import { Document, TemplateId } from './fields.js';
import { readInputWith } from './read-input.js';

export class UpdateTemplateInput extends ConditionalDto {
  @TemplateId() id!: string;
  /** The whole new document. Items are checked against it when they are next written. */
  @Document() template!: object;
}

export interface UpdateTemplate extends CommandBase, Condition {
  readonly type: 'updateTemplate';
  readonly id: string;
  readonly template: TemplateDocument;
}

export const updateTemplate: CommandKind<UpdateTemplateInput, UpdateTemplate, Template, TemplateView> = {
  type: 'updateTemplate',
  on: 'catalogue',

  read: (input, registry) => {
    const { dto, parsed } = readInputWith(UpdateTemplateInput, input, documentIn('template', registry, parseTemplate));
    return {
      type: 'updateTemplate',
      ...baseOf(dto),
      ...conditionOf(dto),
      id: dto.id,
      template: parsed,
    };
  },

  scope: () => '',
  needs: () => [],

  decide: ({ id, template, ifRevision }, set, { now }) =>
    checking((faults) => {
      const previous = templateIn(set.catalogue, id);
      refuseUnlessAt(previous, ifRevision);
      if (template.id !== null && template.id !== id) faults.add('template.id', `must be ${JSON.stringify(id)}`);
      return putTemplate(template, previous, set, now);
    }),

  present: viewOf,
};
