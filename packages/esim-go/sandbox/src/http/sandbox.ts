import { produce } from 'immer';
import { takeFault } from '../api/faults.js';
import { handle } from '../api/handle.js';
import type { Operation } from '../api/operation.js';
import { spendTokens, type Allowance } from '../api/rate-limit.js';
import type { ApiRequest } from '../api/request.js';
import type { ApiResponse } from '../api/response.js';
import { deliver } from '../callbacks/deliver.js';
import { takeAll, takeDue, type SendingOrder } from '../callbacks/sending.js';
import type { ControlCommand } from '../control/command.js';
import { runCommand } from '../control/run.js';
import type { Callback } from '../world/callback.js';
import type { Fault } from '../world/fault.js';
import { startingWorld, type StartingPoint } from '../world/starting-world.js';
import type { World } from '../world/world.js';
import { Gate } from './gate.js';
import { Journal } from './journal.js';

/** The world as it is now, and what the pure part cannot hold: what is on its way, and who is waiting. */
export class Sandbox {
  readonly gate = new Gate();
  readonly journal = new Journal();
  #world: World;
  /** Callbacks leave one after another, in the order in which they came to be. */
  #deliveries: Promise<void> = Promise.resolve();

  constructor(start: StartingPoint) {
    this.#world = startingWorld(start);
  }

  get world(): World {
    return this.#world;
  }

  /** Calls that are held and callbacks that are on their way end first: they belong to the world before. */
  async reset(start: StartingPoint): Promise<void> {
    this.gate.open();
    await this.#deliveries;
    this.#world = startingWorld(start);
    this.journal.clear();
  }

  spendTokens(operation: string, ip: string): Allowance {
    const { clock } = this.#world.settings.rateLimit;
    const now = clock === 'real' ? Date.now() : this.#world.now;
    const { world, allowance } = spendTokens(this.#world, { operation, ip, now });
    this.#world = world;
    return allowance;
  }

  takeFault(operation: string): Fault | undefined {
    const { world, fault } = takeFault(this.#world, operation);
    this.#world = world;
    return fault;
  }

  call(operation: Operation, request: ApiRequest): ApiResponse {
    const { world, response } = handle(this.#world, operation, request);
    this.#world = world;
    this.#send(takeDue);
    return response;
  }

  /** Resolves when the callbacks that it caused have been answered. */
  async control(
    command: ControlCommand,
    call: { readonly params: { readonly [name: string]: string }; readonly body: unknown },
  ): Promise<unknown> {
    const { world, result } = runCommand(this.#world, command, call);
    this.#world = world;
    this.#send(takeDue);
    await this.#deliveries;
    return result;
  }

  /** Sends all that is held or delayed. Answers how many POSTs that were. */
  async deliverAll(order: SendingOrder, concurrency: number): Promise<number> {
    const sent = this.#send((world) => takeAll(world, order), concurrency);
    await this.#deliveries;
    return sent;
  }

  #send(take: (world: Parameters<typeof takeDue>[0]) => readonly Callback[], concurrency = 1): number {
    if (!this.#world.callbacks.some(({ state }) => state === 'waiting' || state === 'held')) return 0;
    let due: readonly Callback[] = [];
    this.#world = produce(this.#world, (draft) => {
      due = take(draft);
    });
    const queue = [...due];
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) this.#note(next, await deliver(next));
    };
    this.#deliveries = this.#deliveries.then(async () => {
      await Promise.all(Array.from({ length: concurrency }, lane));
    });
    return due.length;
  }

  #note({ id }: Callback, answer: number | string): void {
    this.#world = produce(this.#world, ({ callbacks }) => {
      callbacks.find((it) => it.id === id)?.answers.push(answer);
    });
  }
}
