import { buildProgram } from '../../../packages/persistence/test/build-program.js';

export const buildWorker = () => buildProgram('test/faults/worker/worker.ts');
