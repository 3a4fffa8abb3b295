import type { BehaviorSettings, Item } from '../catalogue/item.js';
import { InternalError } from '../errors/internal.js';
import type { Behavior } from './behavior.js';

/** A behavior with the settings that one item gives it. */
export interface Rule {
  readonly behavior: Behavior;
  readonly settings: BehaviorSettings;
}

/** The behaviors that an engine knows, in the order in which they are asked and in which denials are listed (rule 17). */
export class BehaviorRegistry {
  readonly #behaviors: ReadonlyMap<string, Behavior>;
  readonly #rules = new WeakMap<Item, readonly Rule[]>();

  /** @throws TypeError when two behaviors have the same type hint. */
  constructor(behaviors: readonly Behavior[]) {
    const known = new Map<string, Behavior>();
    for (const behavior of behaviors) {
      if (known.has(behavior.typeHint)) {
        throw new TypeError(`There is already a behavior "${behavior.typeHint}": give yours another type hint.`);
      }
      known.set(behavior.typeHint, behavior);
    }
    this.#behaviors = known;
  }

  get(typeHint: string): Behavior | undefined {
    return this.#behaviors.get(typeHint);
  }

  get typeHints(): readonly string[] {
    return [...this.#behaviors.keys()];
  }

  get all(): readonly Behavior[] {
    return [...this.#behaviors.values()];
  }

  /**
   * An item's rules, in registry order.
   * @throws InternalError when the item carries a behavior that this engine was not given: ignoring it would allow what
   * it forbids.
   */
  rulesOf(item: Item): readonly Rule[] {
    const known = this.#rules.get(item);
    if (known !== undefined) return known;
    const unknown = item.behaviors.find(({ type_hint }) => !this.#behaviors.has(type_hint));
    if (unknown !== undefined) {
      const message = `Item ${item.id} has the behavior "${unknown.type_hint}", which this engine does not know: pass it to createEngine({ behaviors }).`;
      throw new InternalError(message, undefined);
    }
    const rules = this.all.flatMap((behavior) =>
      item.behaviors
        .filter(({ type_hint }) => type_hint === behavior.typeHint)
        .map((settings) => ({ behavior, settings })),
    );
    this.#rules.set(item, rules);
    return rules;
  }
}
