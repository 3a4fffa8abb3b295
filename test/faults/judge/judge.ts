import type { Answer } from '../load/answer.js';
import { attempt, gist } from '../load/answer.js';
import { commandOf, keyOf, type Lane } from '../load/lane.js';
import type { Model } from './model.js';
import { observe, type Observed, type Sight } from './observe.js';

/** What must not be, a sentence each. None is a pass. */
export type Violations = readonly string[];

/**
 * After a crash, before anything is repeated: what was acknowledged is there exactly once, what was not is there or not,
 * but never in part, never before what came earlier in its lane, and the log and the entries agree.
 */
export const judgeCrash = async (sight: Sight, model: Model, answers: readonly (readonly Answer[])[]) => {
  const violations: string[] = [];
  let unheard = 0;
  const all = await observeAll(sight, model);
  for (const [index, lane] of model.lanes.entries()) {
    const seen = all[index]!;
    const { byOrder } = model.users.get(lane.user)!;
    const found = placesOf(lane, seen);
    const last = found.at(-1) ?? -1;
    const acknowledged = answers[index]!.length;
    unheard += found.filter((nth) => nth >= acknowledged).length;
    for (const nth of lane.orders.keys()) {
      const key = keyOf(lane, nth);
      const [expected, there] = [byOrder.get(key) ?? [], seen.byOrder.get(key) ?? []];
      if (there.length === 0 && expected.length > 0) {
        if (nth < acknowledged) violations.push(`${key} was acknowledged, and is lost`);
        else if (nth < last) violations.push(`${key} is lost, and a later one is there`);
      } else if (there.join() !== expected.join()) {
        violations.push(`${key} is there in part, or twice: ${there.join()} instead of ${expected.join()}`);
      }
    }
    violations.push(...agreementOf(lane.user, seen));
  }
  return { violations: [...violations, ...(await auditOf(sight))], unheard };
};

/** Gives all orders once more, and says which were not answered as before. */
export type Repeat = (lanes: readonly Lane[], answers: readonly (readonly Answer[])[]) => Promise<Violations>;

/** When every order was answered: all is as if nothing had ever failed, and every key gives its first answer again. */
export const judgeEnd = async (
  sight: Sight,
  model: Model,
  answers: readonly (readonly Answer[])[],
  again: Repeat = repeatOn(sight),
) => {
  const violations: string[] = [];
  const all = await observeAll(sight, model);
  for (const [index, lane] of model.lanes.entries()) {
    const seen = all[index]!;
    const expected = model.users.get(lane.user)!;
    violations.push(...agreementOf(lane.user, seen));
    if (picture(seen) !== picture(expected)) {
      violations.push(`${lane.user} ended up with ${picture(seen)} instead of ${picture(expected)}`);
    }
    const [gists, wanted] = [answers[index]!.map(gist), model.answers[index]!.map(gist)];
    if (gists.join() === wanted.join()) continue;
    violations.push(`${lane.name} was answered ${gists.join()}, not ${wanted.join()}`);
  }
  violations.push(...givenTwice(model, all), ...(await auditOf(sight)), ...(await again(model.lanes, answers)));
  for (const [index, seen] of (await observeAll(sight, model)).entries()) {
    if (picture(seen) === picture(all[index]!)) continue;
    violations.push(`repeating what was answered changed what ${model.lanes[index]!.user} has`);
  }
  return violations;
};

const observeAll = (sight: Sight, { lanes }: Model): Promise<readonly Observed[]> =>
  Promise.all(lanes.map(({ user }) => observe(sight, user)));

/** Every answer once more: the same, and marked as a repetition. */
const repeatOn =
  ({ engine }: Sight): Repeat =>
  async (lanes, answers) => {
    const repeated = lanes.flatMap((lane, index) =>
      answers[index]!.map(async (answer, nth) => {
        const command = commandOf(lane, nth, answers[index]!);
        if (command === null) return [];
        const again = await attempt(engine, command);
        const same = again.answered && again.replayed && JSON.stringify(again.answer) === JSON.stringify(answer);
        return same
          ? []
          : [`${keyOf(lane, nth)} was answered ${JSON.stringify(answer)}, and then ${JSON.stringify(again)}`];
      }),
    );
    return (await Promise.all(repeated)).flat();
  };

const placesOf = (lane: Lane, { byOrder }: Observed): readonly number[] =>
  [...lane.orders.keys()].filter((nth) => byOrder.has(keyOf(lane, nth)));

const agreementOf = (user: string, { torn }: Observed): Violations => torn.map((what) => `${user}: ${what}`);

/** No id is ever given out twice, whatever became of the batch that took it. */
const givenTwice = ({ lanes }: Model, all: readonly Observed[]): Violations => {
  // Two lanes may be of one user.
  const users = new Map(lanes.map(({ user }, index) => [user, all[index]!.ids]));
  return (['entry', 'record', 'use', 'invoice'] as const).flatMap((kind) => {
    const seen = new Set<number>();
    const twice = [...users.values()].flatMap((ids) => ids[kind].filter((id) => seen.size === seen.add(id).size));
    return twice.length === 0 ? [] : [`${twice.length} ${kind} ids were given out twice: ${twice.slice(0, 10).join()}`];
  });
};

const auditOf = async ({ engine }: Sight): Promise<Violations> =>
  (await engine.audit()).unbalanced.map((entry) => `the ledger does not balance: ${JSON.stringify(entry)}`);

const picture = ({ byOrder, ids: _ids, ...rest }: Observed): string =>
  JSON.stringify([[...byOrder].toSorted(([a], [b]) => (a < b ? -1 : 1)), rest]);
