import type { BehaviorRegistry } from '../behaviors/registry.js';
import type { Item } from '../catalogue/item.js';
import { parseItem, type ItemDocument } from '../catalogue/parse-item.js';
import { parseSku, type SkuDocument } from '../catalogue/parse-sku.js';
import { parseTemplate, type TemplateDocument } from '../catalogue/parse-template.js';
import { checkItem, writeItem, type ItemWrite } from '../catalogue/write-item.js';
import { putSku } from '../catalogue/write-sku.js';
import { putTemplate } from '../catalogue/write-template.js';
import type { WorkingSet } from '../state/working-set.js';
import { at, type Faults } from '../values/faults.js';
import { readArray, refuseUnknownKeys } from '../values/fields.js';
import { isPlainObject } from '../values/json.js';
import { checking, documentIn } from './catalogue-command.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { Document } from './fields.js';
import { readInputWith } from './read-input.js';

export class ImportCatalogueInput extends WritingDto {
  /** `{ templates, items, skus }`: each a list of documents. Templates need an id and items a unique key. */
  @Document() catalogue!: object;
}

export interface ImportCatalogue extends CommandBase {
  readonly type: 'importCatalogue';
  readonly catalogue: CatalogueDocument;
}

interface CatalogueDocument {
  readonly templates: readonly TemplateDocument[];
  readonly items: readonly ItemDocument[];
  readonly skus: readonly SkuDocument[];
}

export interface ImportCatalogueResult {
  /** How many documents were new or changed; the others were there as they are. */
  readonly written: number;
  readonly unchanged: number;
  /** The items that were deleted before: an import does not bring them back, and leaves them as they are. */
  readonly archived: readonly number[];
}
const mostRows = 10_000;

/**
 * Brings a whole catalogue in, or nothing of it: one bad row refuses all, and the error names every one. What is there
 * already (by template id, unique key, SKU) is replaced. Rows may name each other in any order.
 */
export const importCatalogue: CommandKind<
  ImportCatalogueInput,
  ImportCatalogue,
  ImportCatalogueResult,
  ImportCatalogueResult
> = {
  type: 'importCatalogue',
  on: 'catalogue',

  read: (input, registry) => {
    const { dto, parsed } = readInputWith(
      ImportCatalogueInput,
      input,
      documentIn('catalogue', registry, parseCatalogue, ''),
    );
    return { type: 'importCatalogue', ...baseOf(dto), catalogue: parsed };
  },

  scope: () => '',
  needs: ({ catalogue }) => [{ kind: 'ids', sequence: 'item', count: catalogue.items.length }],

  decide: ({ catalogue }, set, { registry, now }) =>
    checking((faults) => {
      const before = set.catalogue;
      const templates = catalogue.templates.map((document) =>
        putTemplate(document, set.catalogue.template(document.id!) ?? null, set, now),
      );
      // Every row gets its id first, so that rows can name each other whatever their order.
      const places = placesFor(catalogue.items, set);
      const items = places.flatMap(({ id, previous, document, index }) => {
        if (previous?.archived) return [];
        const write: ItemWrite = { set, registry, now, path: at('items', index), faults, cascade: 'later' };
        return [{ item: writeItem(document, id, previous, write), write }];
      });
      // Checked once all rows are in: a row may need what another one brings.
      for (const { item, write } of items) checkItem(item, write);
      const skus = catalogue.skus.map((document, index) =>
        putSku(document, set.catalogue.sku(document.sku) ?? null, { set, now, path: at('skus', index), faults }),
      );
      const changed = [
        ...templates.filter((template) => before.template(template.id) !== template),
        ...items.filter(({ item }) => before.item(item.id) !== item),
        ...skus.filter((sku) => before.sku(sku.sku) !== sku),
      ].length;
      const rows = templates.length + items.length + skus.length;
      const archived = places.filter(({ previous }) => previous?.archived).map(({ id }) => id);
      return { written: changed, unchanged: rows - changed, archived };
    }),

  present: (result) => result,
};

const parseCatalogue = (raw: unknown, _path: string, faults: Faults, registry: BehaviorRegistry): CatalogueDocument => {
  const fields = isPlainObject(raw) ? raw : {};
  refuseUnknownKeys(fields, ['templates', 'items', 'skus'], '', faults);
  const rows = (key: string) => readArray(fields, key, '', faults, { maxLength: mostRows }) ?? [];
  const parsed = {
    templates: rows('templates').map((row, n) => parseTemplate(row, at('templates', n), faults, registry)),
    items: rows('items').map((row, n) => parseItem(row, at('items', n), faults, registry)),
    skus: rows('skus').map((row, n) => parseSku(row, at('skus', n), faults)),
  };
  checkIdentities(parsed, faults);
  return parsed;
};

const checkIdentities = ({ templates, items, skus }: CatalogueDocument, faults: Faults): void => {
  const check = (list: string, field: string, names: readonly (string | null)[]) => {
    const seen = new Map<string, number>();
    names.forEach((name, index) => {
      const path = at(at(list, index), field);
      if (name === null || name === '') return name === null ? faults.add(path, 'is required in an import') : undefined;
      const first = seen.get(name);
      if (first === undefined) seen.set(name, index);
      else faults.add(path, `is the same as that of ${at(list, first)}: ${JSON.stringify(name)}`);
    });
  };
  check(
    'templates',
    'id',
    templates.map(({ id }) => id),
  );
  check(
    'items',
    'unique_key',
    items.map(({ unique_key }) => unique_key),
  );
  check(
    'skus',
    'sku',
    skus.map(({ sku }) => sku),
  );
};

interface Place {
  readonly document: ItemDocument;
  readonly index: number;
  readonly id: number;
  readonly previous: Item | null;
}

const placesFor = (documents: readonly ItemDocument[], set: WorkingSet): readonly Place[] => {
  const places = documents.map((document, index): Place => {
    const previous = set.catalogue.item(document.unique_key!) ?? null;
    return { document, index, id: previous?.id ?? set.nextId('item'), previous };
  });
  const blank = { behaviors: [], groups: [], archived: false, created_date: 0, updated_date: 0 };
  const placeholders = places.flatMap(({ document, id, previous }) =>
    previous === null ? [{ kind: 'item', id, value: { ...document, ...blank, id } } as const] : [],
  );
  if (placeholders.length > 0) set.changeCatalogue(placeholders);
  return places;
};
