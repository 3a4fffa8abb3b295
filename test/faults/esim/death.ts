/** Counts what a process does to the world outside, and kills it there: the process is gone, and nothing is tidied up. */
export class Death {
  #left = Infinity;
  #when: 'before' | 'after' = 'before';

  arm(calls: number, when: 'before' | 'after'): void {
    this.#left = calls;
    this.#when = when;
  }

  async around<T>(call: () => Promise<T>): Promise<T> {
    this.#left -= 1;
    const now = this.#left === 0;
    if (now && this.#when === 'before') process.kill(process.pid, 'SIGKILL');
    try {
      return await call();
    } finally {
      // Also after one that failed.
      if (now) process.kill(process.pid, 'SIGKILL');
    }
  }

  /** The same object, each of whose methods may be the last. */
  wrap<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (_target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        // Streams are no single call.
        if (String(name).startsWith('stream')) return member.bind(target) as unknown;
        return (...given: unknown[]) => this.around(async () => Reflect.apply(member, target, given) as unknown);
      },
    });
  }
}
