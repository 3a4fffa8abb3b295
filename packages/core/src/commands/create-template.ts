import { parseTemplate, type TemplateDocument } from '../catalogue/parse-template.js';
import type { Template } from '../catalogue/template.js';
import { viewOf, type TemplateView } from '../catalogue/view.js';
import { checking, documentIn } from './catalogue-command.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { Document } from './fields.js';
import { readInputWith } from './read-input.js';
import { putTemplate } from '../catalogue/write-template.js';

export class CreateTemplateInput extends WritingDto {
  /** The template's document: id (default: made from the name), name, properties, behaviors, allow_additional. */
  @Document() template!: object;
}

export interface CreateTemplate extends CommandBase {
  readonly type: 'createTemplate';
  readonly template: TemplateDocument;
}

export const createTemplate: CommandKind<CreateTemplateInput, CreateTemplate, Template, TemplateView> = {
  type: 'createTemplate',
  on: 'catalogue',

  read: (input, registry) => {
    const { dto, parsed } = readInputWith(CreateTemplateInput, input, documentIn('template', registry, parseTemplate));
    return {
      type: 'createTemplate',
      ...baseOf(dto),
      template: parsed,
    };
  },

  scope: () => '',
  needs: () => [],

  decide: ({ template }, set, { now }) =>
    checking((faults) => {
      if (template.id !== null && set.catalogue.template(template.id) !== undefined) {
        faults.add('template.id', `is taken: ${JSON.stringify(template.id)}`);
      }
      return putTemplate(template, null, set, now);
    }),

  present: viewOf,
};
