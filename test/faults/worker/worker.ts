// The program of a worker process: an engine and its callers. It lives as long as its standard input is open, so that no
// worker outlives whoever started it.
import { createInterface } from 'node:readline';
import { createEngine, type Engine } from '@holdall/core';
import { TypeOrmStore } from '@holdall/persistence';
import { databaseFrom } from '../../../packages/persistence/src/create-store.js';
import { runLoad } from '../load/run-load.js';
import { withCheckpoints, type Point } from './checkpoints.js';
import type { WorkerEvent, WorkerOrder } from './messages.js';

/** Written at once and whole: a pipe is written to synchronously. Whatever is not in the pipe when we are killed was never told. */
const tell = (event: WorkerEvent): void => void process.stdout.write(`${JSON.stringify(event)}\n`);

let stopAt: Point | null = null;
let goOn = (): void => undefined;

/** Whoever comes first waits; the others pass. */
const reach = async (point: Point): Promise<void> => {
  if (point !== stopAt) return;
  stopAt = null;
  tell({ event: 'stopped', at: point });
  await new Promise<void>((resolve) => {
    goOn = resolve;
  });
};

let engine: Engine | null = null;
let run = async (): Promise<void> => undefined;

const obey = async (order: WorkerOrder): Promise<void> => {
  switch (order.do) {
    case 'open': {
      const { options, lanes, answered } = order;
      const opened = await createEngine({
        store: new TypeOrmStore(
          withCheckpoints(databaseFrom(options), (point) => reach(point)),
          options,
        ),
      });
      // Warmed up: when the gate opens, everybody is connected and knows the catalogue.
      await opened.items();
      await opened.entries({ user: 'nobody' });
      engine = opened;
      run = () => runLoad(opened, lanes, answered, tell);
      return tell({ event: 'ready' });
    }
    case 'go':
      await run();
      return tell({ event: 'done' });
    case 'stopAt':
      stopAt = order.point;
      return;
    case 'goOn':
      return goOn();
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  void obey(JSON.parse(line) as WorkerOrder).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
await (engine as Engine | null)?.close();
