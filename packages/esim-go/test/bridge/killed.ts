/** What a process that is killed would throw, if it could: nobody catches it as one of ours. */
export class Killed extends Error {}

/** Counts the calls of what it wraps. The process dies before or after the nth, and nothing of it answers any more. */
export class Death {
  calls = 0;
  dead = false;

  constructor(
    private readonly nth: number,
    private readonly when: 'before' | 'after',
  ) {}

  wrap<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (_target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return async (...given: unknown[]): Promise<unknown> => {
          if (this.dead) throw new Killed();
          this.calls += 1;
          this.dead = this.calls === this.nth;
          if (this.dead && this.when === 'before') throw new Killed();
          const answer: unknown = await Reflect.apply(member, target, given);
          if (this.dead) throw new Killed();
          return answer;
        };
      },
    });
  }
}
