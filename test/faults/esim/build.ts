import { buildProgram } from '../../../packages/persistence/test/build-program.js';

export const buildBridgeProcess = () => buildProgram('test/faults/esim/worker.ts');
