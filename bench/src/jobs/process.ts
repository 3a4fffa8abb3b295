// A process that does one job, which its parent sends it, and sends back the result.
import { runHere } from './index.js';
import type { JobInput, JobKind } from './job.js';

process.once('message', ({ kind, input }: { kind: JobKind; input: JobInput }) => {
  void runHere(kind, input).then((result) => {
    process.send!(result);
    process.disconnect();
  });
});
