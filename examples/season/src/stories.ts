import type { SeasonEvent } from './event.js';
import type { Random } from './random.js';

/** An event before it has a key: what refers to it holds the draft itself. */
export interface Draft {
  readonly do: SeasonEvent['do'];
  readonly user?: string;
  readonly of?: Draft;
  readonly [field: string]: unknown;
}

/** One user in one session. What they tell happens now; `later` puts a draft some sessions ahead (two are a day). */
export interface Session {
  readonly player: Player;
  readonly random: Random;
  /** The date and time of the session. */
  readonly at: string;
  now(draft: Omit<Draft, 'user'>): Draft;
  later(sessions: number, draft: Omit<Draft, 'user'>): Draft;
}

export interface Player {
  readonly user: string;
  readonly guest: boolean;
  /** How many percent of the sessions they are there. */
  readonly active: number;
  /** From which session on they play. */
  readonly joins: number;
  /** The next reward of the pass that they want. */
  tier: number;
  /** How often they did something that the catalogue limits: later attempts will be denied, so nothing may refer to them. */
  readonly did: Map<string, number>;
}

type Story = (session: Session) => void;

/** What everybody starts with. */
export const join: Story = ({ now, player }) => {
  for (const item of ['mode-campaign', 'mode-arena', 'pass-bronze', 'coins-welcome', 'emote-wave']) now(get(item));
  now(get('potion', { info: 'Welcome' }));
  // A guest sees the ranked arena on the shelf, and cannot enter it.
  if (player.guest) now(get('mode-ranked', { overrides: ['pre_req_entitlement'], actor: 'game' }));
};

const get = (item: string, more: object = {}): Omit<Draft, 'user'> => ({ do: 'grant', item, ...more });
const drink = (item: string, quantity = 1): Omit<Draft, 'user'> => ({
  do: 'use',
  item,
  ...(quantity > 1 && { quantity }),
});
const buy = (sku: string, more: object = {}): Omit<Draft, 'user'> => ({
  do: 'addBySku',
  sku,
  skipInvoice: true,
  ...more,
});
const order = (sku: string, more: object = {}): Omit<Draft, 'user'> => ({ do: 'addBySku', sku, ...more });

const daily: Story = ({ now, random }) => {
  now(get('daily-login'));
  if (!random.chance(70)) return;
  const chest = random.pick(['chest-wood', 'chest-iron']);
  now(get(chest));
  now(drink(chest));
};

const rewards: Story = ({ now, random }) => {
  now(get(random.chance(70) ? 'weekly-quest' : 'monthly-crate'));
};

const play: Story = ({ now, random, player }) => {
  const mode = random.pick(['mode-campaign', 'mode-arena', 'mode-arena', 'mode-ranked', 'mode-tournament']);
  const rounds = mode === 'mode-arena' ? random.between(1, 9) : 1;
  now({ ...drink(mode, rounds), ...(player.guest && { guest: true }) });
};

const ranked: Story = ({ now, random }) => {
  now(get('mode-ranked'));
  now(drink('mode-ranked', random.between(1, 3)));
};

const tournament: Story = ({ now }) => {
  now(get('mode-tournament'));
  now(drink('mode-tournament'));
};

const potions: Story = ({ now, random }) => {
  if (random.chance(25)) now(buy('POTIONS-5'));
  else now(get(random.pick(['potion', 'potion-small', 'potion-large', 'potion-mana', 'potion-luck'])));
};

const thirst: Story = ({ now, random }) => {
  const potion = random.pick([
    'potion',
    'potion',
    'potion',
    'potion-small',
    'potion-large',
    'potion-mana',
    'potion-luck',
    'elixir-haste',
  ]);
  now(drink(potion, random.between(1, 8)));
};

/** Spilt, and given back: at once or later, in part, in full, once more, or more than was taken. */
const spilt: Story = ({ now, later, random }) => {
  now(get('potion'));
  const use = now(drink('potion', random.between(1, 3)));
  const reverse = { do: 'reverseUse', of: use } as const;
  const support = { ...reverse, actor: 'support', info: 'Spilt by a bug' };
  if (random.chance(50)) now(support);
  else later(random.between(1, 6), random.chance(30) ? { ...support, quantity: 1 } : support);
  if (random.chance(15)) later(random.between(7, 9), support);
  if (random.chance(10)) now({ ...reverse, quantity: 5 });
};

/** An elixir is good for three days from its first use: what comes back after that is lost with it. */
const haste: Story = ({ now, later, random }) => {
  now(buy('HASTE-2'));
  const use = now(drink('elixir-haste'));
  later(random.between(1, 3), drink('elixir-haste', random.between(2, 6)));
  later(random.between(4, 9), drink('elixir-haste', random.between(2, 6)));
  if (random.chance(20)) later(8, { do: 'reverseUse', of: use, actor: 'support' });
};

const cocoa: Story = ({ now, later, random }) => {
  now(get('hot-cocoa'));
  if (random.chance(50)) now(drink('hot-cocoa'));
  else later(2, drink('hot-cocoa'));
};

const booster: Story = ({ now, later, random }) => {
  const item = random.pick(['booster-xp-hour', 'booster-xp-day', 'booster-coin-weekend', 'booster-guild']);
  if (item === 'booster-xp-day' && random.chance(60)) now(buy('BOOST-DAY'));
  else if (item !== 'booster-guild' || random.chance(30)) now(get(item));
  now(drink(item, item === 'booster-guild' ? random.between(1, 2) : 1));
  later(random.between(1, 3), drink(item));
};

const stamina: Story = ({ now, random }) => {
  const wanted = random.between(1, 3);
  now(get('stamina-refill', wanted > 1 ? { quantity: wanted } : {}));
  for (let used = 0; used < wanted; used += 1) now(drink('stamina-refill'));
};

const dungeon: Story = ({ now, random }) => {
  const key = random.pick(['key-common', 'key-common', 'key-rare', 'key-epic']);
  const lucky = random.chance(8);
  now(get(key, lucky ? { overrides: ['limited_gettable'], actor: 'support', info: 'Lost in a crash' } : {}));
  if (random.chance(55)) now(drink(key));
};

const dungeonRun: Story = ({ now }) => {
  now(buy('DUNGEON-RUN'));
  now(drink('key-rare'));
};

const lottery: Story = ({ now, random }) => {
  now(get('lottery-ticket', random.chance(20) ? { quantity: 2 } : {}));
  if (random.chance(60)) now(drink('lottery-ticket'));
};

const times = ({ player }: Session, what: string): number => {
  const before = player.did.get(what) ?? 0;
  player.did.set(what, before + 1);
  return before;
};

/** Ordered with an invoice, which the payment service fulfils a little later; the worker finds those that it forgets. */
const pass: Story = (session) => {
  const { now, later, random } = session;
  const sku = random.pick(['PASS-SILVER', 'PASS-SILVER', 'PASS-GOLD', 'PASS-ALL']);
  // Both at once are paid on the spot: the gold pass asks for a silver one that is active.
  const bought = now(sku === 'PASS-ALL' ? buy(sku) : order(sku));
  // Only the first silver pass is sure to be sold.
  if (sku === 'PASS-SILVER' && times(session, 'silver') === 0 && (session.player.did.get('all') ?? 0) === 0) {
    if (random.chance(70)) later(random.between(0, 1), { do: 'fulfil', of: bought, actor: 'payments' });
  }
  if (sku === 'PASS-ALL') times(session, 'all');
};

const tiers: Story = ({ now, random, player }) => {
  const tier = random.chance(85) ? player.tier : random.between(1, 8);
  now(get(`tier-${tier}`));
  if (tier === player.tier && player.tier < 8 && random.chance(90)) player.tier += 1;
};

const coins: Story = ({ now, later, random }) => {
  const sku = random.pick(['COINS-100', 'COINS-100', 'COINS-550', 'COINS-1200']);
  if (random.chance(10)) now(order(sku, { price: 1 }));
  const bought = now(order(sku));
  // 1,200 coins are limited by the month: an order of them may be denied.
  if (sku !== 'COINS-1200' && random.chance(80))
    later(random.between(0, 2), { do: 'fulfil', of: bought, actor: 'payments' });
};

const starter: Story = (session) => {
  session.now(buy('STARTER'));
  if (times(session, 'skin-knight') === 0 && session.random.chance(30)) session.now(get('skin-knight'));
};

/** Shipped by somebody outside: pending until the warehouse says so. */
const merch: Story = (session) => {
  const { now, later, random } = session;
  const sku = random.pick(['MUG', 'MUG', 'HOODIE', 'FAN-BOX']);
  const most = { MUG: Infinity, HOODIE: 2, 'FAN-BOX': 1 }[sku]!;
  const bought = now(order(sku, { note: 'Ship with the next parcel' }));
  if (times(session, sku) >= most) return;
  now({ do: 'fulfil', of: bought, actor: 'payments' });
  now(drink(sku === 'HOODIE' ? 'merch-hoodie' : 'merch-mug'));
  const days = random.between(2, 8);
  later(days, { do: 'setStatus', of: bought, status: 'active', actor: 'warehouse', info: 'Shipped' });
  if (sku === 'FAN-BOX') {
    later(days, { do: 'setStatus', of: bought, nth: 1, status: 'active', actor: 'warehouse', info: 'Shipped' });
  }
  later(days + 1, { do: 'fulfil', of: bought, actor: 'payments' });
};

const voucher: Story = ({ now, random }) => {
  const sku = random.pick(['CAFE', 'CINEMA', 'HAMPER']);
  now(buy(sku, random.chance(70) ? { price: random.pick([100, 900, 2000, 2500, 4500, 12000]) } : {}));
  if (random.chance(40)) now(drink(random.pick(['voucher-cafe', 'voucher-cinema'])));
};

const founder: Story = ({ now }) => {
  now(get('banner-founder'));
};

const skins: Story = ({ now, random }) => {
  now(get(random.pick(['skin-knight', 'skin-mage', 'coins-welcome'])));
};

/** What the support desk does: gifts with an expiry of their own, corrections, switching off and on, taking away. */
const support: Story = ({ now, later, random, at }) => {
  const by = { actor: 'support' };
  const inAWeek = new Date(Date.parse(at) + 7 * 24 * 60 * 60 * 1000).toISOString();
  switch (random.below(6)) {
    case 0: {
      now(get('potion-large', { maxUse: random.between(2, 25), expires: inAWeek, ...by, info: 'Sorry!' }));
      break;
    }
    case 1: {
      const gift = now(get('potion-luck', by));
      later(random.between(0, 4), { do: 'setExpiry', of: gift, expires: inAWeek, ...by });
      break;
    }
    case 2: {
      const gift = now(get('potion', by));
      later(1, { do: 'setBehaviorData', of: gift, data: { consumable: { used: 1 } }, ...by });
      break;
    }
    case 3: {
      const emote = now(get('emote-wave', by));
      now({ do: 'setStatus', of: emote, status: 'inactive', ...by, info: 'Reported' });
      later(random.between(2, 6), { do: 'setStatus', of: emote, status: 'active', ...by });
      break;
    }
    case 4: {
      const drop = now(get('potion-small', { quantity: 3, ...by }));
      now({ do: 'revoke', of: drop, nth: 1, ...by, info: 'Chargeback' });
      if (random.chance(30)) later(2, { do: 'revoke', of: drop, nth: 1, ...by, info: 'Chargeback' });
      break;
    }
    default: {
      const mug = now(get('merch-mug', by));
      now({ do: 'revoke', of: mug, ...by, info: 'Sent twice' });
      now(drink('merch-mug'));
    }
  }
};

const wave: Story = ({ now, player }) => {
  now({ ...drink('emote-wave'), ...(player.guest && { guest: true }) });
};

const all: readonly (readonly [weight: number, story: Story])[] = [
  [16, daily],
  [6, rewards],
  [16, play],
  [3, ranked],
  [2, tournament],
  [5, potions],
  [13, thirst],
  [5, spilt],
  [3, haste],
  [3, cocoa],
  [6, booster],
  [5, stamina],
  [7, dungeon],
  [2, dungeonRun],
  [4, lottery],
  [2, pass],
  [4, tiers],
  [4, coins],
  [1, starter],
  [2, merch],
  [3, voucher],
  [1, founder],
  [1, skins],
  [4, support],
  [3, wave],
];
const raffle = all.flatMap(([weight, story]) => Array.from({ length: weight }, () => story));

export const anyStory = (random: Random): Story => random.pick(raffle);
