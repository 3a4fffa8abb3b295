import type { Engine } from '@holdall/core';

const writing = new Set(['grant', 'setStatus', 'setExpiry', 'setBehaviorData', 'revoke', 'importCatalogue']);

export interface Watched {
  readonly engine: Engine;
  /** The commands that were given, in order. */
  readonly commands: string[];
  /** After so many commands every further one fails, as if the process had died there. */
  dieAfter: number;
}

/** An engine whose commands are counted on their way. */
export const watched = (engine: Engine): Watched => {
  const commands: string[] = [];
  const result = { commands, dieAfter: Infinity, engine };
  const wrapped = new Proxy(engine, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        if (writing.has(String(name))) {
          if (commands.length >= result.dieAfter) return Promise.reject(new Died());
          commands.push(String(name));
        }
        return Reflect.apply(value, target, args);
      };
    },
  });
  return Object.assign(result, { engine: wrapped });
};

export class Died extends Error {}
