import { remainingOf, type Assignment } from '../world/assignment.js';
import type { Settings } from '../world/settings.js';

export const assignmentShape = ({ shapes }: Settings, assignment: Assignment): object => ({
  id: assignment.id,
  callTypeGroup: 'data',
  initialQuantity: assignment.initial,
  remainingQuantity: remainingOf(assignment),
  assignmentDateTime: assignment.assignmentDateTime,
  assignmentReference: assignment.reference,
  bundleState: inCase(shapes.bundleState, assignment.reportedState ?? assignment.state),
  unlimited: assignment.unlimited,
});

const inCase = (shape: Settings['shapes']['bundleState'], state: string): string => {
  if (shape === 'upper') return state.toUpperCase();
  return shape === 'title' ? state.charAt(0).toUpperCase() + state.slice(1) : state;
};

/** Latest first, and without those that the settings hide. */
export const listedAssignments = ({ shapes }: Settings, all: readonly Assignment[]): readonly Assignment[] =>
  all.filter(({ state }) => shapes.revoked === 'listed' || (state !== 'revoked' && state !== 'lapsed')).toReversed();
