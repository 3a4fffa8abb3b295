import type { AddressInfo } from 'node:net';
import { createEngine, createWorker, type Engine, type Worker } from '@holdall/core';
import type { Bridge } from '@holdall/esim-go';
import { createStore } from '@holdall/persistence';
import Fastify, { type FastifyInstance } from 'fastify';
import { answerError, answerNoRoute } from '../errors/answer.js';
import type { LogOptions } from '../operations/logger.js';
import { serverOptions } from '../operations/server-options.js';
import { stop } from '../operations/stop.js';
import { defaults, type Rate, type Rates } from '../options.js';
import { holdall } from '../plugin.js';
import { esimGoOptions, openBridge, sellsEsims } from './bridge.js';
import { databaseFrom } from './database.js';
import { makeDemo, type Demo } from './demo.js';
import { identitiesFrom, type Identities } from './identities.js';
import { removeReadyFile, writeReadyFile, type Ready } from './ready-file.js';
import type { Settings } from './settings/table.js';

/** A server that takes requests. */
export interface RunningServer {
  readonly ready: Ready;
  /** Takes no more requests, answers those under way, and closes the database. */
  stop(): Promise<void>;
}

/**
 * Opens the database, brings it up to date, and serves.
 * @param log where its lines go. Default: standard output.
 * @throws HoldallError or Error of the system; then nothing is left open.
 */
export const startServer = async (settings: Settings, log: Pick<LogOptions, 'stream'> = {}): Promise<RunningServer> => {
  const demo = settings.demo ? makeDemo(settings.demoUser) : null;
  const identities = identitiesFrom(settings, demo);
  const { readyFile } = settings;
  if (readyFile !== null) await removeReadyFile(readyFile);
  const undo: (() => Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const one of undo.splice(0).toReversed()) await one();
  };
  try {
    const database = await databaseFrom(settings);
    undo.push(() => database.remove());
    const engine = await createEngine({ store: createStore(database.options), ...engineOptions(settings) });
    undo.push(() => engine.close());
    let app: FastifyInstance | null = null;
    const failed = (error: unknown): void => app?.log.error({ err: error }, 'The bridge failed, and will try again.');
    const bridge = sellsEsims(settings)
      ? await openBridge(settings, { engine, database: database.options, failed })
      : null;
    if (bridge !== null) undo.push(() => bridge.close());
    app = await appOn({ engine, bridge }, identities, settings, log);
    undo.push(() => stop(app, { within: settings.stopWithin }));
    app.log.info({ database: database.name }, 'The database is open and up to date.');
    const worker = workerOn(engine, settings, app);
    undo.push(() => worker.stop());
    await app.listen({ host: settings.host, port: settings.port });
    if (settings.esimGoPoll) bridge?.start();
    const ready = readyOf(`${originOf(app, settings.host)}${settings.prefix}`, demo);
    if (demo !== null) warnOfDemo(app, ready);
    if (readyFile !== null) {
      await writeReadyFile(readyFile, ready);
      undo.push(() => removeReadyFile(readyFile));
    }
    app.log.info({ url: ready.url, reference: `${ready.url}/reference` }, 'Ready.');
    return { ready, stop: stopAll };
  } catch (error) {
    await stopAll();
    throw error;
  }
};

const day = 24 * 60 * 60 * 1000;

const engineOptions = ({ rememberFor, mostWaiting, mostTogether }: Settings) => ({
  rememberFor: rememberFor * day,
  mostWaiting,
  mostTogether,
});

const appOn = async (
  { engine, bridge }: { readonly engine: Engine; readonly bridge: Bridge | null },
  { authenticate, tokens }: Identities,
  settings: Settings,
  log: Pick<LogOptions, 'stream'>,
): Promise<FastifyInstance> => {
  const { logLevel: level, requestTimeout, headersTimeout, keepAliveTimeout, trustProxy, prefix } = settings;
  const app = Fastify({
    ...serverOptions({ log: { level, ...log }, requestTimeout, headersTimeout, keepAliveTimeout }),
    ...(trustProxy !== null && { trustProxy: [...trustProxy] }),
  });
  // Here there is no host who would answer in its own way where the plugin has no route.
  app.setNotFoundHandler(answerNoRoute);
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  const { bodyLimit, deepest, longestUrl, mostUnderWay, metrics, logRequests, betatelPrefix } = settings;
  const limits = { bodyLimit, deepest, longestUrl, mostUnderWay };
  await app.register(holdall, {
    prefix,
    engine,
    authenticate,
    ...limits,
    metrics,
    logRequests,
    betatelPrefix,
    rates: ratesFrom(settings),
    ...(tokens !== null && { tokens }),
    ...(bridge !== null && { esimGo: esimGoOptions(bridge, settings) }),
  });
  return app;
};

const ratesFrom = ({ usersRate, holdersRate, strangersRate, demo }: Settings): Rates => {
  // A demo is for this machine only, and for scripts that ask as often as they can.
  const { users, strangers } = demo ? unlimited : defaults.rates;
  return {
    users: usersRate === null ? users : rate(usersRate),
    holders: rate(holdersRate),
    strangers: strangersRate === null ? strangers : rate(strangersRate),
  };
};

const unlimited = { users: null, strangers: null };

const rate = (most: number): Rate | null => (most === 0 ? null : { most, window: 60_000 });

const workerOn = (engine: Engine, { workerInterval, sweep, fulfil }: Settings, { log }: FastifyInstance): Worker => {
  const worker = createWorker(engine, {
    interval: workerInterval,
    sweep,
    fulfil,
    onRun: (run) => log.debug({ run }, 'The worker has done its round.'),
    failed: ({ duty, error, inARow }) =>
      log.error({ err: error, duty, inARow }, 'The worker failed, and will try again.'),
  });
  if (sweep || fulfil) worker.start();
  return worker;
};

const readyOf = (url: string, demo: Demo | null): Ready =>
  demo === null ? { url } : { url, token: demo.administrator.key, userToken: demo.user.key };

/** The tokens stand in the text: what is logged by the name of a token is blackened. */
const warnOfDemo = ({ log }: FastifyInstance, { token, userToken }: Ready): void => {
  log.warn('This is a demo, for this machine only: whoever reads this log may do everything.');
  log.warn(`An administrator's token, for this run: ${token}`);
  log.warn(`An ordinary user's token, for this run: ${userToken}`);
};

/** With an address that can be called, also where it listens on all of them. */
const originOf = ({ server }: FastifyInstance, host: string): string => {
  const { port } = server.address() as AddressInfo;
  const callable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${callable.includes(':') ? `[${callable}]` : callable}:${port}`;
};
