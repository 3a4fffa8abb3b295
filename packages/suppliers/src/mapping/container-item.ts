import type { ItemView } from '@holdall/core';
import type { SupplierRecord } from '../port/record.js';

/** The template of containers. Hosts may add properties of their own to an item of it. */
export const containerTemplate = {
  id: 'supplier-container',
  name: 'Container of a supplier',
  allow_additional: true,
  properties: [
    { name: 'supplier', type: 'text', required: true },
    { name: 'container', type: 'text', required: true },
    { name: 'parent', type: 'text', required: false },
    { name: 'status', type: 'text', required: true },
    { name: 'raw_status', type: 'text', required: false },
  ],
  behaviors: [],
} as const;

/** The unique key of a container's item: at most 100 characters, which an id of up to 60 or so leaves room for. */
export const containerKey = (supplier: string, id: string): string => `${supplier}:container:${id}`;

/** The tag of everything that hangs under a container, lots as well as containers: `engine.items({ tag })` lists them. */
export const underTag = (supplier: string, id: string): string => `in:${containerKey(supplier, id)}`;

type Properties = ItemView['additional_properties'];

/** The item of a container: what an import decides of it; all else, such as other tags and properties, is the host's. */
export const containerItem = (
  { supplier, id, name, status, parentId }: SupplierRecord,
  before: ItemView | undefined,
): Readonly<Record<string, unknown>> => {
  const tags = (before?.tags ?? []).filter((tag) => !tag.startsWith(`in:${supplier}:container:`));
  const others = Object.entries(before?.additional_properties ?? {}).filter(([key]) => !own.has(key));
  const properties: Record<string, string | null> = {
    supplier,
    container: id,
    parent: typeof parentId === 'string' ? containerKey(supplier, parentId) : null,
    status: status.normalised,
    raw_status: status.raw,
  };
  return {
    ...(before === undefined ? {} : kept(before)),
    unique_key: containerKey(supplier, id),
    name: (name ?? `${supplier} ${id}`).slice(0, 255),
    type_hint: 'supplier_container',
    template: containerTemplate.id,
    tags: [...tags, ...(typeof parentId === 'string' ? [underTag(supplier, parentId)] : [])],
    additional_properties: Object.fromEntries([...others, ...propertiesFrom(properties)]),
    behaviors: before?.behaviors ?? notToBeOwned,
  };
};

const own = new Set<string>(containerTemplate.properties.map(({ name }) => name));

const propertiesFrom = (texts: Readonly<Record<string, string | null>>): [string, Properties[string]][] =>
  Object.entries(texts).flatMap(([key, value]) => (value === null ? [] : [[key, { type: 'text', value }]]));

/** What lies under a container can be had, but not the container. */
const notToBeOwned = [{ type_hint: 'limited_gettable', group: { owned_limit: 0, active_only: false } }];

const kept = ({ category, short_description, long_description, sort, unit }: ItemView) => ({
  category,
  short_description,
  long_description,
  sort,
  unit,
});

/** A container that the supplier has no more: what hangs under it still does. */
export const vanishedItem = (before: ItemView): Readonly<Record<string, unknown>> => {
  const { unique_key, name, type_hint, template, tags, behaviors, additional_properties } = before;
  const { raw_status: _raw, ...properties } = additional_properties;
  return {
    ...kept(before),
    unique_key,
    name,
    type_hint,
    template,
    tags,
    behaviors,
    additional_properties: { ...properties, status: { type: 'text', value: 'ended' } },
  };
};
