import type { PropertyDefinition, PropertyValue } from '@holdall/core';
import type { Static } from 'typebox';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Behavior as AnyBehavior } from '../../server/src/wire/behavior.js';
import type { EntitlementItem as ItemSchema } from '../../server/src/wire/item.js';
import type { BalanceResource as BalanceSchema } from '../../server/src/wire/balance.js';
import type { BehaviorDefinitionResource as BehaviorDefinitionSchema } from '../../server/src/wire/behavior-definition.js';
import type { UserInventoryResource as EntrySchema } from '../../server/src/wire/entry.js';
import type { eventToWire } from '../../server/src/wire/event.js';
import type { ExplanationResource as ExplanationSchema } from '../../server/src/wire/explanation.js';
import type {
  InvoiceItemResource as InvoiceItemSchema,
  InvoiceResource as InvoiceSchema,
} from '../../server/src/wire/invoice.js';
import type { UserItemLogResource as LogSchema } from '../../server/src/wire/log.js';
import type { Sku as SkuSchema } from '../../server/src/wire/sku.js';
import type { ItemTemplateResource as TemplateSchema } from '../../server/src/wire/template.js';
import type {
  BalanceResource,
  Behavior,
  BehaviorDefinitionResource,
  Client,
  Decision,
  EntitlementItem,
  ExplanationResource,
  InvoiceItemResource,
  InvoiceResource,
  ItemTemplateResource,
  Property,
  PropertyDefinitionResource,
  PropertyType,
  Sku,
  StoredEntitlementItem,
  UserInventoryEvent,
  UserInventoryResource,
  UserItemLogResource,
} from '../src/index.js';

/** The compiler is the one who runs these: `npm test` begins with it. What is told at run time is that they were not lost. */
describe('the union of behaviors', () => {
  it('is told apart by type_hint', () => {
    const hint = (behavior: Behavior): unknown => {
      switch (behavior.type_hint) {
        case 'consumable':
          expectTypeOf(behavior.max_use).toEqualTypeOf<number | null | undefined>();
          // @ts-expect-error another behavior's field
          return behavior.group;
        case 'limited_gettable':
          expectTypeOf(behavior.group.owned_limit).toEqualTypeOf<number>();
          return behavior.group.name;
        case 'pre_req_entitlement':
          expectTypeOf(behavior.item_ids).toEqualTypeOf<readonly number[]>();
          return behavior.item_ids;
        case 'expirable':
        case 'time_period_gettable':
        case 'time_period_usable':
          expectTypeOf(behavior.time_length).toEqualTypeOf<number>();
          return behavior.unit_of_time;
        case 'price_overridable':
        case 'fulfillable':
        case 'spendable':
        case 'guest_playable':
          return behavior.type_hint;
        default:
          return behavior satisfies never;
      }
    };
    expect(hint({ type_hint: 'pre_req_entitlement', item_ids: [3] })).toEqual([3]);
  });

  it('refuses what no behavior is', () => {
    const behaviors: Behavior[] = [
      // @ts-expect-error no such behavior
      { type_hint: 'consumabel', max_use: 1 },
      // @ts-expect-error no such field
      { type_hint: 'consumable', max_uses: 1 },
      // @ts-expect-error required
      { type_hint: 'fulfillable' },
      // @ts-expect-error not a unit
      { type_hint: 'expirable', time_length: 1, unit_of_time: 'Day' },
      // @ts-expect-error camelCase is not the wire's
      { type_hint: 'spendable', currencyCode: 'EUR', value: 1 },
    ];
    expect(behaviors).toHaveLength(5);
  });
});

describe('the union of properties', () => {
  it('is told apart by type', () => {
    const value = (property: Property): unknown => {
      switch (property.type) {
        case 'text':
        case 'formatted_text':
          return property.value satisfies string;
        case 'integer':
        case 'long':
        case 'double':
        case 'date':
          return property.value satisfies number;
        case 'boolean':
          return property.value satisfies boolean;
        case 'file':
        case 'image':
        case 'audio':
        case 'video':
          // @ts-expect-error files are flat
          return property.value ?? property.url;
        case 'file_group':
        case 'image_group':
        case 'audio_group':
        case 'video_group':
          return property.files[0]?.url;
        case 'list':
          return property.values;
        case 'map':
          return property.map;
        default:
          return property satisfies never;
      }
    };
    expect(value({ type: 'map', map: { a: { type: 'long', value: 1 } } })).toEqual({ a: { type: 'long', value: 1 } });
  });

  it('has limits by type', () => {
    const definitions: PropertyDefinitionResource[] = [
      { name: 'a', required: true, type: 'text', max_length: 3 },
      { name: 'b', required: true, type: 'list', value_definition: { type: 'integer', min: 1 }, max_count: 2 },
      // @ts-expect-error a limit of texts
      { name: 'c', required: true, type: 'boolean', max_length: 3 },
      // @ts-expect-error required
      { type: 'text' },
    ];
    expect(definitions).toHaveLength(4);
  });
});

describe('the models', () => {
  it('are those of the engine and the server', () => {
    expectTypeOf<PropertyValue>().toExtend<Property>();
    expectTypeOf<Property>().toExtend<PropertyValue>();
    expectTypeOf<PropertyDefinition>().toExtend<PropertyDefinitionResource>();
    expectTypeOf<PropertyDefinition['type']>().toEqualTypeOf<PropertyType>();
    expectTypeOf<Static<typeof EntrySchema>>().toExtend<UserInventoryResource>();
    expectTypeOf<keyof Static<typeof EntrySchema>>().toEqualTypeOf<keyof UserInventoryResource>();
    expectTypeOf<keyof Static<typeof ItemSchema>>().toEqualTypeOf<keyof EntitlementItem>();
    expectTypeOf<Behavior>().toExtend<Pick<Static<typeof AnyBehavior>, 'type_hint'>>();
    expectTypeOf<keyof Static<typeof TemplateSchema>>().toEqualTypeOf<keyof ItemTemplateResource>();
    expectTypeOf<keyof Static<typeof SkuSchema>>().toEqualTypeOf<keyof Sku>();
    expectTypeOf<Static<typeof BalanceSchema>>().toExtend<BalanceResource>();
    expectTypeOf<Static<typeof ExplanationSchema>>().toExtend<ExplanationResource>();
    expectTypeOf<Static<typeof InvoiceSchema>>().toExtend<InvoiceResource>();
    expectTypeOf<keyof Static<typeof InvoiceSchema>>().toEqualTypeOf<keyof InvoiceResource>();
    expectTypeOf<keyof Static<typeof InvoiceItemSchema>>().toEqualTypeOf<keyof InvoiceItemResource>();
    expectTypeOf<Static<typeof LogSchema>>().toExtend<UserItemLogResource>();
    expectTypeOf<keyof Static<typeof LogSchema>>().toEqualTypeOf<keyof UserItemLogResource>();
    expectTypeOf<ReturnType<typeof eventToWire>>().toExtend<UserInventoryEvent>();
    expectTypeOf<keyof ReturnType<typeof eventToWire>>().toEqualTypeOf<keyof UserInventoryEvent>();
    expectTypeOf<Static<typeof BehaviorDefinitionSchema>>().toExtend<BehaviorDefinitionResource>();
    // What was read can be written back.
    expectTypeOf<StoredEntitlementItem>().toExtend<EntitlementItem>();
  });

  it('make a decision tell why only where it is a no', () => {
    const reason = (decision: Decision): string | null => (decision.allowed ? null : decision.reason);
    // @ts-expect-error a yes has no reason
    const careless = (decision: Decision): unknown => decision.reason;
    expect([reason({ allowed: true }), careless({ allowed: true })]).toEqual([null, undefined]);
  });

  it('make operations take what they need', () => {
    type Operation = { [Name in keyof Client]: Parameters<Client[Name]> };
    expectTypeOf<Operation['getUserInventory']>().toExtend<readonly [number | string, number, ...unknown[]]>();
    // @ts-expect-error a request is needed
    expectTypeOf<[7]>().toExtend<Operation['grantUserEntitlement']>();
    // @ts-expect-error no such status
    expectTypeOf<[7, 1, { inventoryStatus: 'gone' }]>().toExtend<Operation['updateUserInventoryStatus']>();
    expectTypeOf<['me', 1]>().toExtend<Operation['useUserEntitlementItem']>();
  });
});
