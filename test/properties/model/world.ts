import type { LegalWorld } from '@holdall/testing';
import type { Length } from './calendar.js';

/* The catalogue as the model sees it: per item one flat record, read off the documents once. */

export interface ModelItem {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  archived: boolean;
  consumable: { max_use: number | null } | null;
  readonly expirable: (Length & { readonly firstUse: boolean }) | null;
  readonly limited: { readonly group: string; readonly limit: number; readonly activeOnly: boolean } | null;
  readonly gettable: (Length & { readonly group: string; readonly limit: number }) | null;
  readonly usable: (Length & { readonly limit: number | null }) | null;
  readonly needs: readonly string[];
  readonly price: { readonly min: number | null; readonly max: number | null } | null;
  readonly outside: boolean;
  readonly guests: boolean | null;
}

// Settings are what `importCatalogue` was handed, so this reads them as loosely as a test may.
type Settings = Readonly<Record<string, never>>;

/** Ids are given out in the order of the import, from 1. */
export const modelItems = ({ catalogue }: LegalWorld): readonly ModelItem[] =>
  catalogue.items.map(({ unique_key, name, template, behaviors }, index) => {
    const id = index + 1;
    // A template's defaults are for items that name no behaviors at all; these name a list, though it may be empty.
    void template;
    const of = (hint: string): Settings | null =>
      (behaviors.find(({ type_hint }) => type_hint === hint) as Settings | undefined) ?? null;
    const consumable = of('consumable');
    const expirable = of('expirable');
    const group = of('limited_gettable')?.['group'] as unknown as Record<string, never> | undefined;
    const gettable = of('time_period_gettable');
    const usable = of('time_period_usable');
    const price = of('price_overridable');
    const fulfilled = of('fulfillable');
    const guests = of('guest_playable');
    return {
      id,
      key: unique_key,
      name,
      archived: false,
      consumable: consumable && { max_use: consumable['max_use'] ?? null },
      expirable: expirable && { ...lengthOf(expirable), firstUse: expirable['starts_on'] === 'first_use' },
      limited: group
        ? { group: group['name'] ?? `item-${id}`, limit: group['owned_limit']!, activeOnly: group['active_only']! }
        : null,
      gettable: gettable && {
        ...lengthOf(gettable),
        group: gettable['group_name'] ?? `item-${id}`,
        limit: gettable['get_limit']!,
      },
      usable: usable && { ...lengthOf(usable), limit: usable['max_use'] ?? null },
      needs: of('pre_req_entitlement')?.['item_ids'] ?? [],
      price: price && { min: price['min_price'] ?? null, max: price['max_price'] ?? null },
      outside: fulfilled !== null && !['inventory', 'wallet'].includes(fulfilled['type_name']!),
      guests: guests && guests['allowed']!,
    };
  });

const lengthOf = (settings: Settings): Length => ({
  time_length: settings['time_length']!,
  unit_of_time: settings['unit_of_time']!,
});
