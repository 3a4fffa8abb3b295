import type { Catalogue } from '../catalogue/catalogue.js';
import { viewOf, type ItemView, type SkuView, type TemplateView } from '../catalogue/view.js';
import { Flag, listOf, Optional, ShortText, TemplateId } from '../commands/fields.js';
import { readInput } from '../commands/read-input.js';
import type { Direction } from '../ports/query.js';
import { isPlainObject } from '../values/json.js';
import { paged, pageFrom, PageInput, pageRequestOf, type Page } from './page.js';

const itemSorts = ['id', 'name', 'unique_key', 'category', 'sort', 'created_date', 'updated_date'] as const;
const templateSorts = ['id', 'name', 'created_date', 'updated_date'] as const;
const skuSorts = ['sku', 'price', 'created_date', 'updated_date'] as const;

interface Order<F extends string> {
  readonly by: F;
  readonly direction: Direction;
}

const orders = <F extends string>(fields: readonly F[]) =>
  listOf('order', `must be a list of { by, direction }, by one of ${fields.join(', ')}`, 5, (one) => {
    if (!isPlainObject(one)) return false;
    return fields.includes(one['by'] as F) && (one['direction'] === 'ASC' || one['direction'] === 'DESC');
  })();

export class ItemsInput extends PageInput {
  @Optional() @TemplateId() template?: string | null;
  @Optional() @ShortText() category?: string | null;
  @Optional() @ShortText() tag?: string | null;
  /** What the name contains, whatever the case. */
  @Optional() @ShortText() nameContains?: string | null;
  /** Whether archived items are listed too; default false. */
  @Optional() @Flag() archived?: boolean | null;
  /** Default: id, ascending. */
  @Optional() @orders(itemSorts) order?: readonly Order<(typeof itemSorts)[number]>[] | null;
}

export class TemplatesInput extends PageInput {
  /** Default: id, ascending. */
  @Optional() @orders(templateSorts) order?: readonly Order<(typeof templateSorts)[number]>[] | null;
}

export class SkusInput extends PageInput {
  /** Default: sku, ascending. */
  @Optional() @orders(skuSorts) order?: readonly Order<(typeof skuSorts)[number]>[] | null;
}

/**
 * Lists of the catalogue are answered from the snapshot that every engine holds anyway: the same code, and so the same
 * order and the same matches, on every store.
 */
export const listItems = (catalogue: Catalogue, input: unknown): Page<ItemView> => {
  const dto = readInput(ItemsInput, input ?? {});
  const wanted = catalogue.items.filter(
    (item) =>
      (dto.archived === true || !item.archived) &&
      (isAbsent(dto.template) || item.template === dto.template) &&
      (isAbsent(dto.category) || item.category === dto.category) &&
      (isAbsent(dto.tag) || item.tags.includes(dto.tag)) &&
      (isAbsent(dto.nameContains) || item.name.toLowerCase().includes(dto.nameContains.toLowerCase())),
  );
  return pageOf(wanted, dto, [...(dto.order ?? []), { by: 'id', direction: 'ASC' }]);
};

export const listTemplates = (catalogue: Catalogue, input: unknown): Page<TemplateView> => {
  const dto = readInput(TemplatesInput, input ?? {});
  return pageOf(catalogue.templates, dto, [...(dto.order ?? []), { by: 'id', direction: 'ASC' }]);
};

export const listSkus = (catalogue: Catalogue, input: unknown): Page<SkuView> => {
  const dto = readInput(SkusInput, input ?? {});
  return pageOf(catalogue.skus, dto, [...(dto.order ?? []), { by: 'sku', direction: 'ASC' }]);
};

const isAbsent = <T>(value: T | null | undefined): value is null | undefined => value === null || value === undefined;

const pageOf = <T extends { readonly created_date: number; readonly updated_date: number }>(
  all: readonly T[],
  input: PageInput,
  order: readonly Order<string & keyof T>[],
) => {
  const request = pageRequestOf(input);
  const sorted = all.toSorted((a, b) => {
    for (const { by, direction } of order) {
      const compared = compare(a[by], b[by]);
      if (compared !== 0) return direction === 'ASC' ? compared : -compared;
    }
    return 0;
  });
  return pageFrom(paged(sorted, request), request, viewOf);
};

/** By code unit, so that no locale of a machine has a say; null last. */
const compare = (a: unknown, b: unknown): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a as string) < (b as string) ? -1 : 1;
};
