import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { hashClientSecret, jwt } from '../../src/index.js';
import { Conversation } from '../harness/conversation.js';
import { openStage } from '../harness/stage.js';
import { replay } from './replay.js';
import { raisedByPython } from './python-reader.js';
import { transcriptIn } from './transcript.js';

const secret = 'a secret of this test, and of nothing else';
const form = 'username=&password=&client_secret=of-the-store&client_id=store&grant_type=client_credentials';
/** As `get_o_auth_token` sends it: the one call that is no JSON. */
const tokenRequest = (port: number): string =>
  `POST /api/oauth/token HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept-Encoding: identity\r\nContent-Length: ${form.length}\r\n` +
  `Content-Type: application/x-www-form-urlencoded\r\nAccept: application/json\r\nUser-Agent: Swagger-Codegen/1.0.0/python\r\n\r\n${form}`;

it('a whole session of the Python client, from its token to the last delete, on one connection', async () => {
  const client = {
    id: 'store',
    secretHash: await hashClientSecret('of-the-store'),
    permissions: ['INVENTORY_ADMIN', 'TEMPLATE_ADMIN'],
  } as const;
  const stage = await openStage({}, { tokens: { secret, clients: [client] }, authenticate: jwt({ secret }) });
  const talk = new Conversation(stage.port);
  onTestFinished(async () => {
    talk.close();
    await stage.close();
  });
  const answer = await talk.ask(tokenRequest(stage.port));
  expect(answer?.status, answer?.text).toBe(200);
  stage.promises.hold('POST', '/oauth/token', answer!);
  expect(raisedByPython('OAuth2Resource', JSON.parse(answer!.text))).toEqual([]);
  const { access_token: token } = JSON.parse(answer!.text) as { access_token: string };

  const { headers, exchanges } = transcriptIn(readFileSync(new URL('session.http', import.meta.url), 'utf8'));
  for (const exchange of exchanges) {
    await replay(exchange, { headers, stage, talk, token }).catch((fault: Error) => {
      throw new Error(`${exchange.title}: ${fault.message}`, { cause: fault });
    });
  }
  expect(exchanges.length).toBeGreaterThan(20);
});
