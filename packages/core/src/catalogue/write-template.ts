import type { WorkingSet } from '../state/working-set.js';
import type { Instant } from '../values/instant.js';
import { canonicalJson } from '../values/json.js';
import type { Catalogue } from './catalogue.js';
import type { TemplateDocument } from './parse-template.js';
import type { Template } from './template.js';

/** Puts a template into the catalogue, new or in place of `previous`, and answers it. */
export const putTemplate = (
  document: TemplateDocument,
  previous: Template | null,
  set: WorkingSet,
  now: Instant,
): Template => {
  const id = previous?.id ?? document.id ?? freeId(document.name, set.catalogue);
  const template: Template = { ...document, id, created_date: previous?.created_date ?? now, updated_date: now };
  if (previous !== null && canonicalJson({ ...previous, updated_date: now }) === canonicalJson(template)) {
    return previous;
  }
  set.changeCatalogue([{ kind: 'template', id, value: template }]);
  return template;
};

/** A readable id made from the name; a number is added where it is taken. */
const freeId = (name: string, catalogue: Catalogue): string => {
  const base =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 80) || 'template';
  let id = base;
  for (let count = 2; catalogue.template(id) !== undefined; count += 1) id = `${base}-${count}`;
  return id;
};
