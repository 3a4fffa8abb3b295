// A process that serves what its parent sends it, until it is told to stop.
import { once } from 'node:events';
import { serveHere } from './serve-here.js';
import type { Served } from './served.js';

const [served] = (await once(process, 'message')) as [Served];
const { port, stop } = await serveHere(served);
const told = once(process, 'message');
process.send!({ port });
await told;
await stop();
process.disconnect();
