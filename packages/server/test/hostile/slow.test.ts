import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conversation, hangUpAfter } from '../harness/conversation.js';
import { furnish } from '../harness/furnish.js';
import { openStage, type Stage } from '../harness/stage.js';
import { holdWhateverComes } from '../harness/whatever-comes.js';

const head = (lines: string, first = 'POST /api/users/7/entitlements HTTP/1.1'): string =>
  `${first}\r\nhost: localhost\r\nauthorization: Bearer admin\r\n${lines}`;

/** Requests that never come to their end, and what is said when the server has had enough. */
const slow: readonly (readonly [name: string, bytes: string, status: number | null])[] = [
  ['nothing at all of what was announced', head('content-length: 20\r\n\r\n'), 408],
  ['half of a body', head('content-length: 20\r\n\r\n{"entitle'), 408],
  ['a body of which the last byte is missing', head('content-length: 20\r\n\r\n{"entitlement_id":1'), 408],
  ['a whole order, and a length that says there is more', head('content-length: 30\r\n\r\n{"entitlement_id":1}'), 408],
  ['a first chunk and no second', head('transfer-encoding: chunked\r\n\r\n14\r\n{"entitlement_id":1}\r\n'), 408],
  ['a chunk that is cut', head('transfer-encoding: chunked\r\n\r\n14\r\n{"entitl'), 408],
  ['chunks without the last line', head('transfer-encoding: chunked\r\n\r\n14\r\n{"entitlement_id":1}\r\n0\r\n'), 408],
  ['a trailer that does not end', head('transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nx: '), 408],
  ['headers that do not end', head('content-length: 20\r\n'), 408],
  ['half of a header', head('content-le'), 408],
  ['half of a first line', 'POST /api/users/7/entit', 408],
  ['one letter', 'P', 408],
  [
    'a body for a template',
    head('content-length: 40\r\n\r\n{"name":', 'POST /api/entitlements/templates HTTP/1.1'),
    408,
  ],
  [
    'a status word that is cut',
    head('content-length: 8\r\n\r\ninact', 'PUT /api/users/7/inventory/1/status HTTP/1.1'),
    408,
  ],
  ['a number that is cut', head('content-length: 10\r\n\r\n16', 'PUT /api/users/7/inventory/1/expires HTTP/1.1'), 408],
  ['a body that waits to be asked for', head('expect: 100-continue\r\ncontent-length: 20\r\n\r\n'), 408],
];

describe('who never comes to an end', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ requestTimeout: 1000, headersTimeout: 500 });
    await furnish(stage.engine);
  });
  afterAll(() => stage.close());

  it('is shown the door, and leaves nothing behind', async () => {
    const furnished = await stage.contents();
    const answers = await Promise.all(
      slow.map(async ([name, bytes]) => {
        const answer = await new Conversation(stage.port).ask(bytes);
        if (answer !== null) holdWhateverComes({ promises: stage.promises }, Buffer.from(bytes), answer);
        return [name, answer?.status ?? null];
      }),
    );
    expect(answers).toEqual(slow.map(([name, , status]) => [name, status]));
    expect(await stage.contents()).toBe(furnished);
  });

  it('holds up nobody else', async () => {
    const waiting = slow.map(([, bytes]) => new Conversation(stage.port).ask(bytes));
    const good = new Conversation(stage.port);
    const answer = await good.ask(head('content-length: 20\r\n\r\n{"entitlement_id":1}'));
    good.close();
    expect(answer?.status).toBe(202);
    await Promise.all(waiting);
  });

  it('may come in pieces, as long as all of it comes', async () => {
    const pieces = head('content-length: 20\r\n\r\n{"entitlement_id":1}').split('');
    const patient = new Conversation(stage.port);
    const answer = await patient.ask(...pieces);
    patient.close();
    expect(answer?.status).toBe(202);
  });

  it('and hangs up, is not obeyed', async () => {
    const furnished = await stage.contents();
    for (const [, bytes] of slow) await hangUpAfter(stage.port, bytes);
    // Whatever came of them came before this is answered.
    const good = new Conversation(stage.port);
    expect((await good.ask(head('content-length: 21\r\n\r\n{"entitlement_id":99}')))?.status).toBe(404);
    good.close();
    expect(await stage.contents()).toBe(furnished);
  });
});
