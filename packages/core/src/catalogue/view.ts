import { toDate } from '../values/instant.js';
import type { Item } from './item.js';
import { revisionOf } from './revision.js';
import type { Sku } from './sku.js';
import type { Template } from './template.js';

interface Dated {
  readonly created_date: number;
  readonly updated_date: number;
}
type View<T extends Dated> = Omit<T, keyof Dated> & {
  readonly created_date: Date;
  readonly updated_date: Date;
  /** Another one with every change: for `ifRevision`. A text that says nothing else. */
  readonly revision: string;
};

/** Catalogue documents as callers see them. */
export type TemplateView = View<Template>;
export type ItemView = View<Item>;
export type SkuView = View<Sku>;

export const viewOf = <T extends Dated>(document: T): View<T> => ({
  ...document,
  created_date: toDate(document.created_date),
  updated_date: toDate(document.updated_date),
  revision: revisionOf(document),
});
