import { gist } from '../load/answer.js';
import type { Lane, Order } from '../load/lane.js';
import { furnish, withSight } from '../places/place.js';
import { onStage, type Round, type Verdict } from './round.js';

const processes = 4;

/** Something that there is only so much of, and many who want it at the same moment. */
export interface Prize {
  readonly order: Order;
  readonly item: string;
  /** Of each process. */
  readonly callers: number;
  /** Of each caller, one after the other. */
  readonly attempts: number;
  /** How many attempts may succeed, and why the others are refused. */
  readonly most: number;
  readonly refusal: string;
}

/** 10,000 attempts at one entry of 1,000 uses. */
export const keg: Prize = {
  order: { type: 'use', item: 'keg', quantity: 1 },
  item: 'keg',
  callers: 50,
  attempts: 50,
  most: 1000,
  refusal: 'denied used_up',
};

/** 200 gets of what one may own 5 of, all at once. */
export const medals: Prize = {
  order: { type: 'grant', item: 'medal', quantity: 1 },
  item: 'medal',
  callers: 50,
  attempts: 1,
  most: 5,
  refusal: 'denied limit_reached',
};

/** Four processes, all connected and warmed up when one gate opens for all of them: as many succeed as there is of it. */
export const contest = (round: Round, prize: Prize): Promise<Verdict> =>
  onStage(round, async ({ place, worker: start }) => {
    await furnish(place);
    if (prize.item === 'keg') await withSight(place, ({ engine }) => engine.grant({ user: 'ann', item: 'keg' }));
    const workers = await Promise.all(Array.from({ length: processes }, (_, index) => start(lanesOf(prize, index))));
    for (const worker of workers) worker.go();
    await Promise.all(workers.map((worker) => worker.done()));
    for (const worker of workers) await worker.end();
    const gists = workers.map(({ book }) => book.answers.flat().map(gist));
    const won = gists.map((all) => all.filter((one) => one === 'accepted').length);
    const wrong = gists.flat().filter((one) => one !== 'accepted' && one !== prize.refusal);
    const violations = [
      ...[...new Set(wrong)].map((one) => `somebody was answered ${one}`),
      ...workers.flatMap(({ book }) => book.contradictions),
    ];
    const sum = won.reduce((all, one) => all + one, 0);
    if (sum !== prize.most) violations.push(`${sum} attempts succeeded, and ${prize.most} may`);
    return withSight(place, async ({ engine, store }) => {
      const type = prize.order.type === 'use' ? 'used' : 'granted';
      const query = { user: 'ann', entry: null, types: [type], direction: 'ASC', page: 1, size: 100_000 } as const;
      const { content: records } = await store.log(query);
      const made = prize.order.type === 'use' ? records.map(({ use }) => use) : records.map(({ entry }) => entry);
      if (new Set(made).size !== prize.most || records.length !== prize.most) {
        violations.push(`the log has ${records.length} records of ${new Set(made).size} successes, of ${prize.most}`);
      }
      const { unbalanced } = await engine.audit();
      violations.push(...unbalanced.map((entry) => `the ledger does not balance: ${JSON.stringify(entry)}`));
      const failed = workers.reduce((all, { book }) => all + book.failures.length, 0);
      return {
        violations,
        facts: `${won.join(' + ')} of ${gists.flat().length} succeeded, ${failed} repeated after a failure`,
      };
    });
  });

const lanesOf = ({ order, callers, attempts }: Prize, process: number): readonly Lane[] =>
  Array.from({ length: callers }, (_, caller) => ({
    name: `process ${process} caller ${caller}`,
    user: 'ann',
    orders: Array.from({ length: attempts }, () => order),
  }));
