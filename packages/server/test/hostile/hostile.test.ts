import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conversation } from '../harness/conversation.js';
import { furnish } from '../harness/furnish.js';
import { openStage, type Stage } from '../harness/stage.js';
import { holdWhateverComes } from '../harness/whatever-comes.js';
import { framing } from './framing.js';
import { headerRows } from './headers.js';
import { paths } from './paths.js';
import { payloadRows } from './payloads.js';
import type { Row } from './row.js';
import { wrongJson } from './wrong-json.js';
import { wrongTexts } from './wrong-texts.js';
import { wrongTypes } from './wrong-types.js';

const tables: readonly (readonly [name: string, rows: readonly Row[]])[] = [
  ['is of another type', wrongTypes],
  ['has numbers and words that are none', wrongTexts],
  ['has no JSON in it, or too much', wrongJson],
  ['goes where there is nothing to be had', paths],
  ['means something to a database, a shell or a prototype', payloadRows],
  ['pretends in its headers', headerRows],
  ['is not quite HTTP, or too much of it', framing],
];
const table = tables.flatMap(([, rows]) => rows);

const goodRequest =
  'GET /api/users/me/entitlements/1/check HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ann\r\n\r\n';

describe('a request that', () => {
  let stage: Stage;
  let furnished: string;
  let good: Conversation;
  beforeAll(async () => {
    stage = await openStage();
    await furnish(stage.engine);
    furnished = await stage.contents();
    good = new Conversation(stage.port);
  });
  afterAll(async () => {
    good.close();
    await stage.close();
  });

  /** One hostile request, and a good one after it. Nothing may have been written by then, and nobody else have noticed. */
  const play = async ({ bytes, statuses, findsNothing = false, byNode = false }: Row): Promise<void> => {
    const commits = stage.commits();
    const hostile = new Conversation(stage.port);
    const answer = await hostile.ask(bytes);
    hostile.close();
    assert.ok(statuses.includes(answer?.status ?? null), `${answer?.status} ${answer?.text}`);
    if (answer !== null) holdWhateverComes(stage, bytes, answer, byNode);
    if (findsNothing && answer?.status === 200) assert.match(answer.text, /"content":\[\]/);
    assert.equal(stage.commits(), commits, 'something was written');
    assert.equal((await good.ask(goodRequest))?.status, 200);
  };

  it.each(tables)('%s, is refused and leaves nothing behind', async (_name, rows) => {
    const faults: string[] = [];
    for (const one of rows) {
      await play(one).catch((fault: Error) => faults.push(`${one.name}: ${fault.message}`));
    }
    expect(faults).toEqual([]);
  });

  it('is hostile, is one of at least 300, each another', () => {
    expect(new Set(table.map(({ bytes }) => bytes.toString('latin1'))).size).toBe(table.length);
    expect(table.length).toBeGreaterThanOrEqual(300);
  });

  it('is hostile, has changed nothing in the end, neither in the database nor of what all objects have', async () => {
    expect(await stage.contents()).toBe(furnished);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
