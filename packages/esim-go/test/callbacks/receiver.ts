import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { esimGoCallbacks, type Callback, type EsimGoCallbacksOptions } from '@holdall/esim-go/callbacks';
import fastify, { type FastifyInstance } from 'fastify';

export interface Receiver {
  readonly app: FastifyInstance;
  /** Where callbacks are to be sent. */
  readonly url: string;
  /** What is stored, in the order in which it came, by its id. */
  readonly inbox: ReadonlyMap<string, Callback>;
  /** Everything that the server has logged, at its finest level. */
  readonly log: () => string;
}

/** A host that listens: its inbox is what a table with a unique id would be. */
export const listening = async (
  options: Partial<EsimGoCallbacksOptions> & Pick<EsimGoCallbacksOptions, 'keys'>,
  prepare: (app: FastifyInstance) => void = () => {},
): Promise<Receiver> => {
  const lines: string[] = [];
  const stream = new Writable({
    write: (line: Buffer, _encoding, done) => {
      lines.push(line.toString());
      done();
    },
  });
  const inbox = new Map<string, Callback>();
  const receive = async (callback: Callback): Promise<'new' | 'duplicate'> => {
    if (inbox.has(callback.id)) return 'duplicate';
    inbox.set(callback.id, callback);
    return 'new';
  };
  const app = fastify({ logger: { level: 'trace', stream } });
  prepare(app);
  await app.register(esimGoCallbacks, { receive, ...options });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}${options.path ?? '/esim-go/callbacks'}`;
  return { app, url, inbox, log: () => lines.join('') };
};
