import type { SeasonEvent } from './event.js';
import { Random } from './random.js';
import { anyStory, join, type Draft, type Player } from './stories.js';

/** 1 January to 31 March 2024: a leap year's February, and months of three lengths. */
const firstDay = Date.UTC(2024, 0, 1);
const days = 91;
const hour = 60 * 60 * 1000;
const second = 1000;

const names =
  'ada bruno chidi dana emeka farah goran hana ines jonas keiko luca maja nils olga pavel quinn rosa sven tara umut vera wanda xenia yusuf zoe aino boris carla dmitri elif finn greta hugo iris jan kofi lena marek nadia';

/** The events of a whole season, always the same for the same seed: two sessions a day, and every night a sweep. */
export const inventSeason = (seed: number): readonly SeasonEvent[] => {
  const random = new Random(seed);
  const players = invitedBy(random);
  const sessions: { readonly at: string; readonly drafts: Draft[] }[] = [];
  for (let session = 0; session < days * 2; session += 1) {
    const morning = session % 2 === 0 ? 8 * hour : 19 * hour;
    const start = firstDay + Math.floor(session / 2) * 24 * hour + morning;
    sessions.push({ at: iso(start + random.below(3 * 3600) * second), drafts: [] });
  }
  const put = (session: number, draft: Draft): Draft => {
    sessions[session]?.drafts.push(draft);
    return draft;
  };
  sessions.forEach(({ at }, session) => {
    for (const player of random.shuffled(players)) {
      if (session < player.joins) continue;
      const { user } = player;
      const now = (draft: Omit<Draft, 'user'>) => put(session, { ...draft, user } as Draft);
      const later = (ahead: number, draft: Omit<Draft, 'user'>) => put(session + ahead, { ...draft, user } as Draft);
      const story = { player, random, at, now, later };
      if (session === player.joins) join(story);
      if (!random.chance(player.active)) continue;
      for (let told = random.between(1, 3); told > 0; told -= 1) anyStory(random)(story);
    }
  });
  return numbered(
    sessions.flatMap(({ at, drafts }, session) => [
      ...drafts.map((draft) => ({ at, draft })),
      ...(session % 2 === 1 ? nightAfter(session) : noonAfter(session)),
    ]),
  );
};

const invitedBy = (random: Random): readonly Player[] => {
  const regulars = names.split(' ').map((user) => ({ user, guest: false }));
  const guests = Array.from({ length: 8 }, (_, index) => ({ user: `guest-${index + 1}`, guest: true }));
  return [...regulars, ...guests].map((player, index) => ({
    ...player,
    active: player.guest ? 20 : random.between(35, 80),
    // The first ones are there from the beginning.
    joins: index < 12 ? 0 : random.between(0, 60),
    tier: 1,
    did: new Map(),
  }));
};

interface Dated {
  readonly at: string;
  readonly draft: Draft;
}

const noonAfter = (session: number): readonly Dated[] => [
  { at: iso(firstDay + (session / 2) * 24 * hour + 12 * hour), draft: { do: 'clock' } },
];

const nightAfter = (session: number): readonly Dated[] => {
  const midnight = firstDay + ((session + 1) / 2) * 24 * hour;
  const at = iso(midnight);
  return [
    { at, draft: { do: 'clock' } },
    { at, draft: { do: 'fulfilOutstanding', most: 1000, actor: 'worker' } },
    { at, draft: { do: 'sweepExpired', actor: 'worker' } },
    ...(midnight === Date.UTC(2024, 1, 1) ? [{ at, draft: { do: 'deleteItem', id: 'banner-founder' } } as const] : []),
  ];
};

const numbered = (dated: readonly Dated[]): readonly SeasonEvent[] => {
  const keys = new Map<Draft, string>();
  return dated.map(({ at, draft }, index) => {
    const key = `e${String(index + 1).padStart(5, '0')}`;
    keys.set(draft, key);
    const { do: command, user, of, ...fields } = draft;
    const reference = of === undefined ? {} : { of: keyOf(of, keys) };
    return { at, key, do: command, ...(user !== undefined && { user }), ...reference, ...fields };
  });
};

const keyOf = (draft: Draft, keys: ReadonlyMap<Draft, string>): string => {
  const key = keys.get(draft);
  if (key === undefined) throw new TypeError(`An event comes before the ${draft.do} that it refers to.`);
  return key;
};

const iso = (instant: number): string => new Date(instant).toISOString();
