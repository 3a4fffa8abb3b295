import type { Callback } from '../callbacks/callback.js';
import { StaleError } from '../errors/stale.js';
import type { Message } from '../ports/message.js';
import type { Sale } from '../ports/sale.js';
import { stored } from '../ports/store.js';
import type { Parts } from '../parts.js';
import type { Seen } from './forward.js';
import { inLanes } from './lanes.js';
import { observed } from './observed.js';
import { isPassing, pollEsim, together } from './poll.js';

/** So many are remembered besides being stored; what comes beyond is found in the store when its turn comes. */
const longest = 5_000;
const batch = 2_000;

/** Takes callbacks in, and handles them when that was answered. */
export class Inbox {
  #waiting: Message[] = [];
  #running: Promise<void> | null = null;

  constructor(private readonly parts: Parts) {}

  /** Resolves when it is stored. @throws StorageError: it is to come again. */
  async receive(callback: Callback): Promise<'new' | 'duplicate'> {
    const { id, receivedAt, iccid } = callback;
    const message: Message = { id, revision: 0, receivedAt, iccid, callback, handledAt: null };
    try {
      await this.parts.store.commit({ messages: [message] });
    } catch (error) {
      if (error instanceof StaleError) return 'duplicate';
      throw error;
    }
    if (this.#waiting.length < longest) this.#waiting.push(stored(message));
    this.#running ??= this.#drain();
    return 'new';
  }

  /** Resolves when what was received so far is handled, as far as it can be now. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #drain(): Promise<void> {
    const { timers, failed } = this.parts;
    await timers.pause();
    while (this.#waiting.length > 0) {
      const messages = this.#waiting.splice(0, batch);
      // They stay unhandled, and their turn comes again.
      await handled(this.parts, messages).catch(failed);
    }
    this.#running = null;
  }
}

/** What was received and not handled: its bridge was killed, or the vendor could not be asked. */
export const handleLeftOver = async (parts: Parts): Promise<void> => {
  for (let after: string | undefined; ;) {
    const messages = await parts.store.messages({ handled: false, after, limit: batch });
    await handled(parts, messages);
    if (messages.length < batch) return;
    after = messages.at(-1)!.id;
  }
};

/** Those about the same eSIM together, with one question to the vendor. */
const handled = async (parts: Parts, messages: readonly Message[]): Promise<void> => {
  const byEsim = new Map<string | null, Message[]>();
  for (const message of messages) {
    const others = byEsim.get(message.iccid);
    if (others === undefined) byEsim.set(message.iccid, [message]);
    else others.push(message);
  }
  await inLanes(byEsim, together, async ([iccid, about]) => {
    try {
      if (iccid === null || (await handledFor(parts, iccid, about))) await marked(parts, about);
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  });
};

/** What a signed one says is taken over at once; then the vendor is asked, whoever sent it. False: not yet. */
const handledFor = async (parts: Parts, iccid: string, messages: readonly Message[]): Promise<boolean> => {
  const sales = await parts.store.sales({ iccid, limit: 1_000 });
  for (const sale of sales) {
    const seen = messages.flatMap(({ callback }) => seenIn(callback as Callback, sale) ?? []);
    if (seen.length > 0) await observed(parts, sale, seen);
  }
  await pollEsim(parts, iccid);
  // Its assignment is not known yet, so that nobody can tell which of them are about it: only they say when it ends.
  return sales.every(({ stage }) => stage !== 'placed');
};

const seenIn = ({ signed, bundle }: Callback, { assignment }: Sale): Seen | null => {
  if (!signed || bundle === null || bundle.id === null || bundle.id !== assignment) return null;
  const { initial, remaining, endsAt, unlimited } = bundle;
  const measured = initial !== null && initial > 0 && remaining !== null;
  return {
    meter: {
      state: measured && remaining === 0 ? 'depleted' : 'active',
      initial: measured ? initial : null,
      used: measured ? initial - remaining : 0,
      endsAt,
    },
    metered: unlimited === false,
    by: 'callback',
  };
};

const marked = async ({ store, clock }: Parts, messages: readonly Message[]): Promise<void> => {
  try {
    await store.commit({ messages: messages.map((message) => ({ ...message, handledAt: clock.now() })) });
  } catch (error) {
    // Another bridge has handled them as well, which changes nothing.
    if (!(error instanceof StaleError)) throw error;
  }
};
