import type { Faults } from '../../values/faults.js';
import type { Fields } from '../../values/fields.js';
import type { ElementDefinition, PropertyDefinition, Shape } from './definition.js';
import type { PropertyRules, PropertyValue, PropertyValues } from './value.js';

/** Where something is read, and how to read what lies within it. `parse…` answers undefined only after a fault. */
interface Site {
  readonly path: string;
  readonly faults: Faults;
}
export interface DefinitionSite extends Site {
  readonly parseElement: (raw: unknown, path: string) => ElementDefinition | undefined;
  readonly parseDefinitions: (raw: unknown, path: string) => readonly PropertyDefinition[];
}
export interface ValueSite extends Site {
  /** Without a shape: a value of any type. */
  readonly parseElement: (raw: unknown, shape: Shape | undefined, path: string) => PropertyValue | undefined;
  readonly parseProperties: (raw: Fields, rules: PropertyRules, path: string) => PropertyValues;
}

/** Undefined: absent, or faulty after adding the fault. A field `min…` is checked against its `max…` by its name. */
export type ReadConstraint = (raw: Fields, key: string, site: DefinitionSite) => unknown;

/** What the property types that differ only in their limits have in common. */
export interface Family<S extends Shape = Shape, V extends PropertyValue = PropertyValue> {
  /** The fields of its definitions beside those that all have. All are optional: what is left out is not limited. */
  readonly constraints: Readonly<Record<string, ReadConstraint>>;
  /** The fields of its values beside `type`. */
  readonly fields: readonly string[];
  parseValue(raw: Fields, shape: S, site: ValueSite): V | undefined;
}
