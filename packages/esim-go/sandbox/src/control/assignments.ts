import { z } from 'zod';
import { start } from '../rules/traffic.js';
import type { WorldDraft } from '../world/world.js';
import { command, known } from './command.js';

const assignmentOf = (world: WorldDraft, id: string) =>
  known(
    Object.values(world.esims)
      .flatMap(({ assignments }) => assignments)
      .find((it) => it.id === id),
    'assignment',
  );

export const startAssignment = command({
  method: 'POST',
  path: '/assignments/:id/start',
  summary: 'Starts a queued assignment without data, so that several are active at once',
  body: z.unknown(),
  changes: (world, { params }) => {
    const assignment = assignmentOf(world, params['id']!);
    if (assignment.state === 'queued') start(world, assignment);
    return assignment;
  },
});

export const changeAssignment = command({
  method: 'PATCH',
  path: '/assignments/:id',
  summary: 'Has lists show { reportedState } in place of the true state; null: the truth',
  body: z.strictObject({ reportedState: z.string().nullable() }),
  changes: (world, { params, body }) => Object.assign(assignmentOf(world, params['id']!), body),
});
