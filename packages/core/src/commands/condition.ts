import { WritingDto } from './command.js';
import { Optional, Revisions } from './fields.js';

/** The fields of a command that replaces or deletes a document of the catalogue. */
export class ConditionalDto extends WritingDto {
  /**
   * Only if the document is still at this revision, or at one of these: the `revision` that reading or writing it
   * answered. Otherwise the command is refused with `precondition_failed`. Default: whatever its revision is.
   */
  @Optional() @Revisions() ifRevision?: string | readonly string[] | null;
}

export interface Condition {
  /** Left out where none was asked for: then a command reads as it did before there were conditions. */
  readonly ifRevision?: readonly string[];
}

export const conditionOf = ({ ifRevision }: ConditionalDto): Condition => {
  if (ifRevision === undefined || ifRevision === null) return {};
  return { ifRevision: typeof ifRevision === 'string' ? [ifRevision] : [...ifRevision] };
};
