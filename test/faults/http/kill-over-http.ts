import { setTimeout as sleep } from 'node:timers/promises';
import { judgeCrash, judgeEnd, type Repeat } from '../judge/judge.js';
import { modelOf } from '../judge/model.js';
import { Book } from '../load/book.js';
import { randomFrom } from '../load/random.js';
import { keyOf } from '../load/lane.js';
import { furnish, withSight } from '../places/place.js';
import { until, type Round, type Verdict } from '../scenarios/round.js';
import { grantsAndUses, runOverHttp, send, type Counter } from './load.js';
import { ServerProcess } from './server-process.js';

/** Of the orders, until when each kill comes. */
const kills = [0.45, 0.9];

/**
 * kill -9 of the server under load over HTTP, twice, each time at a random moment. What it answered is there exactly once;
 * what it did not answer is repeated with its key to the next server, and all is as if none had ever been killed.
 */
export const killOverHttp = async ({ program, ground, seed, size }: Round): Promise<Verdict> => {
  const lanes = grantsAndUses(seed, size);
  const model = await modelOf(lanes);
  const random = randomFrom(seed);
  const book = new Book(lanes);
  const place = await ground();
  const violations: string[] = [];
  const facts: string[] = [];
  let server: ServerProcess | null = null;
  const start = async (): Promise<Counter> => {
    server = await ServerProcess.start(program, place);
    return { url: server.url, ids };
  };
  let ids: ReadonlyMap<string, number> = new Map();
  try {
    await furnish(place);
    ids = await withSight(place, async ({ engine }) => {
      const { content } = await engine.items({ size: 100 });
      return new Map(content.map(({ unique_key: key, id }) => [key!, id]));
    });
    for (const [nth, share] of kills.entries()) {
      const counter = await start();
      let isOver = false;
      const load = runOverHttp(counter, book, () => isOver);
      const earliest = nth === 0 ? 0 : kills[nth - 1]!;
      const count = Math.floor(book.orders * (earliest + ((share - earliest) * random(100)) / 100));
      await until(async () => book.acknowledged >= count);
      // After an answer, and a little: answers come right after a commit, and it is to be hit anywhere.
      await sleep(random(15));
      isOver = true;
      await server!.kill();
      await load;
      if (book.acknowledged === book.orders) violations.push('the load was over before the kill: it proves nothing');
      const crash = await withSight(place, (sight) => judgeCrash(sight, model, book.answers));
      violations.push(...crash.violations);
      facts.push(`killed after ${book.acknowledged} of ${book.orders} answers, ${crash.unheard} done and not heard of`);
    }
    const counter = await start();
    await runOverHttp(counter, book, () => false);
    violations.push(...book.contradictions);
    violations.push(...(await withSight(place, (sight) => judgeEnd(sight, model, book.answers, repeatTo(counter)))));
    return { violations, facts: facts.join('; ') };
  } finally {
    await (server as ServerProcess | null)?.kill();
    await place.remove();
  }
};

/** One after another for each user: all at once would be more connections than anybody accepts. */
const repeatTo =
  (counter: Counter): Repeat =>
  async (lanes, answers) => {
    const repeated = lanes.map(async (lane, index) => {
      const different: string[] = [];
      for (const [nth, answer] of answers[index]!.entries()) {
        const again = await send(counter, lane, nth);
        const same = again.answered && again.replayed && JSON.stringify(again.answer) === JSON.stringify(answer);
        if (!same) {
          different.push(`${keyOf(lane, nth)} was answered ${JSON.stringify(answer)}, then ${JSON.stringify(again)}`);
        }
      }
      return different;
    });
    return (await Promise.all(repeated)).flat();
  };
