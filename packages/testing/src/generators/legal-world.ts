import type { BehaviorSettings, Instant, PropertyDefinition, PropertyValue, TemplateBehavior } from '@holdall/core';
import fc from 'fast-check';
import { behaviorsOf, consumables, expirables, groups, guestPlayables, type Groups } from './behaviors.js';
import { starts } from './periods.js';
import { definitions, propertiesFor } from './property-kinds.js';

export interface LegalTemplate {
  readonly id: string;
  readonly name: string;
  readonly properties: readonly PropertyDefinition[];
  readonly behaviors: readonly TemplateBehavior[];
  readonly allow_additional: boolean;
}

export interface LegalItem {
  readonly unique_key: string;
  readonly name: string;
  readonly template: string | null;
  readonly tags: readonly string[];
  readonly additional_properties: Readonly<Record<string, PropertyValue>>;
  readonly behaviors: readonly BehaviorSettings[];
}

export interface LegalSku {
  readonly sku: string;
  readonly currency_code: string;
  readonly price: number;
  readonly items: readonly { readonly unique_key: string; readonly quantity: number }[];
}

/** A catalogue that `importCatalogue` accepts, users, and when it all begins. */
export interface LegalWorld {
  readonly start: Instant;
  readonly users: readonly string[];
  readonly catalogue: {
    readonly templates: readonly LegalTemplate[];
    readonly items: readonly LegalItem[];
    readonly skus: readonly LegalSku[];
  };
}

export interface WorldOptions {
  /** At the most; default 5. */
  readonly items?: number;
  /** At the most; default 2. */
  readonly users?: number;
}

/**
 * Worlds in which everything fits together: items have every behavior, in all combinations that the rules of the
 * catalogue allow; groups agree on their settings; prerequisites make no cycle; properties fit their templates.
 */
export const legalWorlds = ({ items = 5, users = 2 }: WorldOptions = {}): fc.Arbitrary<LegalWorld> =>
  fc
    .tuple(starts(), fc.integer({ min: 1, max: users }), templates(), groups(), fc.integer({ min: 1, max: items }))
    .chain(([start, howMany, made, shared, size]) =>
      fc
        .record({ items: fc.tuple(...keysOf(size).map((_key, index) => item(index, made, shared))), skus: skus(size) })
        .map((rest) => ({
          start,
          users: ['ann', 'ünal 🎒', "o'neil"].slice(0, howMany),
          catalogue: { templates: made, ...rest },
        })),
    );

const keysOf = (size: number): readonly string[] => Array.from({ length: size }, (_, index) => `item-${index}`);

const templates = (): fc.Arbitrary<readonly LegalTemplate[]> =>
  fc
    .array(
      fc.record({
        properties: definitions(),
        allow_additional: fc.boolean(),
        behaviors: fc
          .tuple(
            ...[consumables(), expirables(), guestPlayables()].map((behavior) =>
              fc.option(fc.record({ behavior, modifiable: fc.boolean(), required: fc.boolean() })),
            ),
          )
          .map((all) => all.filter((one) => one !== null)),
      }),
      { maxLength: 2 },
    )
    .map((all) => all.map((one, index) => ({ id: `template-${index}`, name: `Template ${index}`, ...one })));

const item = (index: number, all: readonly LegalTemplate[], shared: Groups): fc.Arbitrary<LegalItem> =>
  fc.option(fc.constantFrom(...all, ...(all.length === 0 ? [undefined] : []))).chain((template) =>
    fc
      .record({
        own: behaviorsOf(shared, keysOf(index)),
        additional_properties: propertiesFor(template?.properties ?? []),
        tags: fc.uniqueArray(fc.constantFrom('red', 'blau', 'zażółć'), { maxLength: 2 }),
      })
      .map(({ own, ...rest }) => ({
        unique_key: `item-${index}`,
        name: `Item ${index}`,
        template: template?.id ?? null,
        ...rest,
        behaviors: fitted(own, template?.behaviors ?? []),
      })),
  );

/** The item's behaviors as its template wants them: what is required is there, what may not be changed is unchanged. */
const fitted = (own: readonly BehaviorSettings[], rules: readonly TemplateBehavior[]): readonly BehaviorSettings[] => {
  const names = (all: readonly BehaviorSettings[], hint: string) => all.some(({ type_hint }) => type_hint === hint);
  const kept = own.map((one) => {
    const rule = rules.find(({ behavior }) => behavior.type_hint === one.type_hint);
    return rule === undefined || rule.modifiable ? one : rule.behavior;
  });
  const missing = rules.filter(({ behavior, required }) => required && !names(own, behavior.type_hint));
  return [...kept, ...missing.map(({ behavior }) => behavior)];
};

const skus = (size: number): fc.Arbitrary<readonly LegalSku[]> =>
  fc
    .array(
      fc.record({
        currency_code: fc.constantFrom('EUR', 'USD'),
        price: fc.constantFrom(0, 1, 99, 2 ** 40),
        items: fc.array(
          fc.record({ unique_key: fc.constantFrom(...keysOf(size)), quantity: fc.constantFrom(1, 1, 2, 3) }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
      { minLength: 1, maxLength: 2 },
    )
    .map((all) => all.map((one, index) => ({ sku: `SKU-${index}`, ...one })));
