import type { Decision, Explanation, VerdictView } from '@holdall/core';
import { Type, type Static } from 'typebox';
import { fromThenOn } from './denial.js';
import { entryToWire, UserInventoryResource } from './entry.js';
import { Id, JsonMap, model, orNull, ref, Seconds } from './schema.js';
import { SimpleUserResource, userToWire } from './user.js';

/** What one rule says, with what it says it by. */
const VerdictResource = Type.Object({
  rule: Type.String({ description: 'The type hint of a behavior, or one of the rules that every item has' }),
  item_id: Id,
  allowed: Type.Boolean(),
  reason: orNull(Type.String()),
  facts: JsonMap,
  retry_at: orNull(Seconds),
});

const DecisionResource = Type.Object({
  allowed: Type.Boolean(),
  reason: orNull(Type.String({ description: 'The first of those that deny' })),
  retry_at: orNull(Type.Integer({ description: 'The first Unix second at which time alone will have allowed it' })),
  rules: Type.Array(VerdictResource),
});

/** Why a user may or may not get and use an item (beyond Knetik): every rule that was asked, as `check` asks it. */
export const ExplanationResource = model('ExplanationResource', {
  user: ref(SimpleUserResource),
  item: Type.Object({ id: Id, name: Type.String(), archived: Type.Boolean() }),
  get: DecisionResource,
  use: DecisionResource,
  remaining: orNull(Type.Integer({ format: 'int64', description: 'Null: without limit' })),
  entries: Type.Array(
    Type.Object({
      entry: ref(UserInventoryResource),
      remaining: orNull(Type.Integer({ format: 'int64', description: 'Null: without limit' })),
      behaviors: Type.Array(Type.Object({ behavior: Type.String(), facts: JsonMap })),
    }),
  ),
});

export const explanationToWire = (explanation: Explanation): Static<typeof ExplanationResource> => ({
  user: userToWire(explanation.user),
  item: { ...explanation.item },
  get: decisionToWire(explanation.get),
  use: decisionToWire(explanation.use),
  remaining: explanation.remaining,
  entries: explanation.entries.map(({ behaviors, ...entry }) => ({
    entry: entryToWire(entry),
    remaining: entry.remaining,
    behaviors: behaviors.map(({ behavior, facts }) => ({ behavior, facts: { ...facts } })),
  })),
});

const decisionToWire = ({ decision, rules }: { decision: Decision; rules: readonly VerdictView[] }) => ({
  allowed: decision.allowed,
  reason: decision.allowed ? null : decision.reason,
  retry_at: decision.allowed ? null : fromThenOn(decision.retryAt),
  rules: rules.map(({ rule, item, allowed, reason, facts, retryAt }) => ({
    rule,
    item_id: item,
    allowed,
    reason,
    facts: { ...facts },
    retry_at: fromThenOn(retryAt),
  })),
});
