/** A behavior that items can have on this server, its host's own ones included. */
export interface BehaviorDefinitionResource {
  readonly type_hint: string;
  readonly description: string;
  readonly properties: readonly PropertyFieldResource[];
  /** Those that an item must have to carry this one. */
  readonly prerequisite_behaviors: readonly { readonly type_hint: string }[];
}

/** A setting of a behavior. */
export interface PropertyFieldResource {
  readonly name: string;
  readonly description: string;
  readonly type: 'integer' | 'number' | 'bool' | 'string' | 'enumeration' | 'list' | 'object';
  readonly required: boolean;
  readonly valid_values?: readonly string[];
}
