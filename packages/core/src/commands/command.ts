import type { BehaviorRegistry } from '../behaviors/registry.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Need } from '../state/need.js';
import type { WorkingSet } from '../state/working-set.js';
import type { Instant } from '../values/instant.js';
import { Actor, Key, Optional } from './fields.js';

/** What every writing command carries. */
export interface CommandBase {
  readonly type: string;
  /** Who gives the order, as the host names them. */
  readonly actor: string | null;
  /** Idempotency key, unique per user (rule 13). */
  readonly key: string | null;
}

/** The fields of every writing command as they come in. */
export class WritingDto {
  /** Who gives the order: at most 100 characters. Stands in the log. */
  @Optional() @Actor() actor?: string | null;
  /** Idempotency key: at most 255 characters, unique per user. The same key and command give the first answer again. */
  @Optional() @Key() key?: string | null;
}

/** What a command is decided with, apart from the state. */
export interface Setting {
  readonly registry: BehaviorRegistry;
  readonly now: Instant;
  /** Replies given at or before this moment are no longer remembered. */
  readonly forgetBefore: Instant;
}

/**
 * One kind of command. All have the same way: `read` at the edge, `needs` before the load, `decide` over what was loaded,
 * `present` after the commit. A result is plain data (JSON), so that it can be remembered; the view is what the caller gets.
 */
export interface CommandKind<Input, C extends CommandBase, R, View> {
  readonly type: C['type'];
  /**
   * Commands on the catalogue and commands on inventories never share a batch: the ones change what the others need.
   * Those that look for work among everybody's share none at all: what is stored must hold what came before them.
   */
  readonly on: 'catalogue' | 'inventory' | 'everybody';
  /** @throws InvalidInputError naming every bad field. */
  read(input: Input, registry: BehaviorRegistry): C;
  /** Whose idempotency keys: a user's id, or '' for the catalogue and for what concerns all users. */
  scope(command: C): string;
  /** What is worth loading at once. What is missing here is loaded when a rule asks for it. */
  needs(command: C, catalogue: Catalogue, setting: Setting): readonly Need[];
  /** Pure: the changes go to the working set, and a refusal is thrown and leaves none. */
  decide(command: C, set: WorkingSet, setting: Setting): R;
  present(result: R): View;
}

export const baseOf = ({ actor, key }: WritingDto): Omit<CommandBase, 'type'> => ({
  actor: actor ?? null,
  key: key ?? null,
});

/** A kind and its command where it is not known which: the kind's own `read` has made the command. */
export type AnyCommand = CommandBase;
export interface AnyCommandKind extends Omit<CommandKind<unknown, AnyCommand, unknown, unknown>, 'read'> {
  read(input: never, registry: BehaviorRegistry): AnyCommand;
}
