import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conversation } from '../harness/conversation.js';
import { furnish } from '../harness/furnish.js';
import { openStage, type Stage } from '../harness/stage.js';
import { holdWhateverComes } from '../harness/whatever-comes.js';
import { operationsIn, requestsTo, resolverOf, type FuzzedRequest } from './requests.js';

/*
 * By default the same 2,000 requests every time. `HOLDALL_SEED=random` looks for new ones, a number repeats a run, and
 * HOLDALL_REQUESTS says how many there are.
 */
const wanted = process.env['HOLDALL_SEED'] ?? '20261121';
const seed = wanted === 'random' ? Date.now() % 2 ** 31 : Number(wanted);
const requests = Number(process.env['HOLDALL_REQUESTS'] ?? 2000);

console.info(`fuzz: HOLDALL_SEED=${seed} HOLDALL_REQUESTS=${requests}`);

describe('whatever the document lets one think of', () => {
  let stage: Stage;
  let talk: Conversation;
  beforeAll(async () => {
    stage = await openStage();
    await furnish(stage.engine);
    // With an invoice to read and to pay.
    await stage.engine.addBySku({ user: '7', sku: 'POTION-1' });
    talk = new Conversation(stage.port);
  });
  afterAll(async () => {
    talk.close();
    await stage.close();
  });

  /** How often each operation was answered with each status. */
  const answers = new Map<string, Map<number, number>>();

  const play = async ({ operation, method, key, bytes }: FuzzedRequest): Promise<void> => {
    const commits = stage.commits();
    const before = key === null ? null : await stage.contents('all but replies');
    const answer = await talk.ask(bytes);
    assert.ok(answer !== null, 'the connection ended without an answer');
    const counts = answers.get(operation) ?? new Map<number, number>();
    answers.set(operation, counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1));
    holdWhateverComes(stage, bytes, answer);
    if (answer.status < 400 && method !== 'GET') return;
    // With a key, that it was refused is kept, and nothing else.
    if (before === null) assert.equal(stage.commits(), commits, 'something was written');
    else assert.equal(await stage.contents('all but replies'), before, 'something was changed');
  };

  it(
    'is answered as the document says, never with a fault of the server, and leaves no trace where it is refused',
    async () => {
      const resolve = resolverOf(stage.document);
      const each = operationsIn(stage.document).map((operation) => ({
        // What is deleted is soon all there is.
        weight: operation.method === 'DELETE' ? 1 : 3,
        arbitrary: requestsTo(operation, resolve),
      }));
      await fc.assert(fc.asyncProperty(fc.oneof(...each), play), {
        seed,
        numRuns: requests,
        includeErrorInReport: true,
        // What comes before a request has a say in its answer: smaller ones would be others.
        endOnFailure: true,
      });
    },
    60_000 + requests * 60,
  );

  it('has met every operation, and got through to it', () => {
    const summary = Object.fromEntries(
      [...answers].map(([operation, counts]) => [operation, Object.fromEntries(counts)]),
    );
    console.info(JSON.stringify(summary));
    for (const { operationId } of operationsIn(stage.document)) {
      const statuses = [...(answers.get(operationId)?.keys() ?? [])];
      expect(
        statuses.some((status) => status < 400),
        `${operationId}: ${statuses.join(', ')}`,
      ).toBe(true);
      expect(
        statuses.some((status) => status >= 400),
        `${operationId}: ${statuses.join(', ')}`,
      ).toBe(true);
    }
  });
});
