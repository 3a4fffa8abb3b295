/** Never used up while it is measured: every use takes the same way. */
export const manyUses = 1_000_000_000;

/** What everybody holds one of, and uses: it is metered, and it expires. */
export const potion = 'potion';
/** What is granted: limited together with another item, and only for those who hold a potion. */
export const badge = 'badge';
const ribbon = 'ribbon';
/** What else users hold. */
export const trinkets = Array.from({ length: 10 }, (_, index) => `trinket-${index}`);

const behaviors = {
  metered: [
    { type_hint: 'consumable', max_use: manyUses },
    { type_hint: 'expirable', time_length: 10, unit_of_time: 'year' },
  ],
  limited: [
    { type_hint: 'limited_gettable', group: { name: 'decorations', owned_limit: manyUses, active_only: false } },
    { type_hint: 'pre_req_entitlement', item_ids: [potion] },
  ],
};

interface ItemDocument {
  readonly unique_key: string;
  readonly name: string;
  readonly behaviors: readonly object[];
}

/** The catalogue of every contender, in Holdall's words. */
export const items: readonly ItemDocument[] = [
  { unique_key: potion, name: 'Healing potion', behaviors: behaviors.metered },
  { unique_key: badge, name: 'Badge', behaviors: behaviors.limited },
  { unique_key: ribbon, name: 'Ribbon', behaviors: behaviors.limited },
  ...trinkets.map((unique_key) => ({ unique_key, name: unique_key, behaviors: behaviors.metered })),
];

/** As long as ids of hosts usually are. */
export const userName = (index: number): string => `user-${String(index).padStart(12, '0')}`;

export const usersOf = (random: () => number, count: number) => (): string => userName(Math.floor(random() * count));
