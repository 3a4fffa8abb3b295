import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conversation } from '../harness/conversation.js';
import { furnish } from '../harness/furnish.js';
import { openStage, type Stage } from '../harness/stage.js';
import { operations } from './operations.js';
import { replay } from './replay.js';
import { bytesOf, transcriptIn } from './transcript.js';

const clients = ['python-2017', 'python-2018', 'javascript-2017', 'javascript-2018'].map((name) => ({
  name,
  ...transcriptIn(readFileSync(new URL(`${name}.http`, import.meta.url), 'utf8')),
}));

describe.each(clients)('$name', ({ headers, exchanges }) => {
  let stage: Stage;
  let talk: Conversation;
  beforeAll(async () => {
    stage = await openStage();
    await furnish(stage.engine);
    talk = new Conversation(stage.port);
  });
  afterAll(async () => {
    talk.close();
    await stage.close();
  });

  it('has every operation of the contract', () => {
    expect([...new Set(exchanges.map(({ title }) => /^\w+/.exec(title)![0]))].toSorted()).toEqual(operations);
  });

  // One goes on from where the one before has left off.
  it.each(exchanges.map((exchange) => [exchange.title, exchange] as const))('%s', async (_title, exchange) => {
    const token = exchange.as === 'nobody' ? '' : exchange.as;
    await replay(exchange, { headers, stage, talk, token });
  });
});

describe('the bytes', () => {
  const first = (name: string, title: string) => {
    const { headers, exchanges } = clients.find((client) => client.name === name)!;
    const exchange = exchanges.find((one) => one.title.startsWith(title))!;
    return bytesOf(exchange, headers, 8080, 'secret');
  };

  it('are those that were seen on the wire of Python 2.7', () => {
    expect(first('python-2017', 'updateUserInventoryStatus')).toBe(
      'PUT /api/users/9/inventory/5/status HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nAccept-Encoding: identity\r\nContent-Length: 10\r\n' +
        'Content-Type: application/json\r\nAuthorization: Bearer secret\r\nAccept: application/json\r\n' +
        'User-Agent: Swagger-Codegen/1.0.0/python\r\n\r\n"inactive"',
    );
  });

  it('are those that were seen on the wire of superagent 3.5.2', () => {
    expect(first('javascript-2017', 'updateUserInventoryStatus')).toBe(
      'PUT /api/users/9/inventory/5/status HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nAccept-Encoding: gzip, deflate\r\n' +
        'User-Agent: node-superagent/3.5.2\r\nAuthorization: Bearer secret\r\nContent-Type: application/json\r\n' +
        'Accept: application/json\r\nContent-Length: 8\r\nConnection: close\r\n\r\ninactive',
    );
    expect(first('javascript-2017', 'useUserEntitlementItem')).toMatch(
      /Connection: close\r\nContent-Length: 0\r\n\r\n$/,
    );
  });
});
