import { heldEntry } from '../commands/held-entry.js';
import { Id, UserId } from '../commands/fields.js';
import { readInput } from '../commands/read-input.js';
import { rulesReport, type RuleReport } from '../inventory/report.js';
import { snapshotOf, viewOfEntry, type EntryView } from '../inventory/view.js';
import { itemIn } from '../catalogue/catalogue.js';
import type { QuestionKind } from './question.js';

export class EntryInput {
  @UserId() user!: string;
  @Id() entry!: number;
}

export interface EntryDetails extends EntryView {
  readonly behaviors: readonly RuleReport[];
}

/** One entry of a user. Somebody else's is not found. */
export const entry: QuestionKind<EntryInput, { readonly user: string; readonly entry: number }, EntryDetails> = {
  read: (input) => {
    const { user, entry: id } = readInput(EntryInput, input);
    return { user, entry: id };
  },

  needs: ({ user, entry: id }) => [{ kind: 'entry', user, id }],

  answer: ({ user, entry: id }, set, setting) => {
    const { registry, now } = setting;
    const found = heldEntry(set, user, id);
    const rules = registry.rulesOf(itemIn(set.catalogue, found.item));
    return {
      ...viewOfEntry(snapshotOf(found, set.catalogue, setting)),
      behaviors: rulesReport(rules, found, now),
    };
  },
};
