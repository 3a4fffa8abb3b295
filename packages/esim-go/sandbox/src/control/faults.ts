import { z } from 'zod';
import { operations } from '../operations/index.js';
import { nextOf } from '../rules/counting.js';
import { faultSchema } from '../world/fault.js';
import { command } from './command.js';

/** A fault of an operation that does not exist would never strike, and its test prove nothing. */
const targets = new Set(['*', ...operations.map(({ id }) => id)]);

export const readFaults = command({
  method: 'GET',
  path: '/faults',
  summary: 'The faults that are still to come',
  body: z.unknown(),
  reads: ({ faults }) => ({ faults }),
});

export const addFault = command({
  method: 'POST',
  path: '/faults',
  summary: 'Has something go wrong with the next calls of { operation }',
  body: faultSchema.refine(({ operation }) => targets.has(operation), 'There is no such operation'),
  changes: (world, { body }) => {
    const fault = { ...body, id: nextOf(world, 'fault') };
    world.faults.push(fault);
    return fault;
  },
});

export const removeFaults = command({
  method: 'DELETE',
  path: '/faults',
  summary: 'Removes all faults',
  body: z.unknown(),
  changes: (world) => {
    world.faults = [];
    return { faults: [] };
  },
});
