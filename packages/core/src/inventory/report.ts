import type { Rule } from '../behaviors/registry.js';
import type { Instant } from '../values/instant.js';
import type { JsonObject } from '../values/json.js';
import type { Entry } from './entry.js';

/** What one behavior says about an entry, for its holder to know. */
export interface RuleReport {
  readonly behavior: string;
  readonly facts: JsonObject;
}

export const rulesReport = (rules: readonly Rule[], entry: Entry, now: Instant): readonly RuleReport[] =>
  rules.flatMap(({ behavior, settings }) =>
    behavior.report === undefined
      ? []
      : [{ behavior: behavior.typeHint, facts: behavior.report(settings, entry, now) }],
  );
