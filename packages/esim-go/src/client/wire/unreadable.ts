/** An answer is not what it should be. The message names places and kinds, never values: they may be secret. */
export class Unreadable extends Error {
  constructor(path: string, problem: string) {
    super(`${path === '' ? 'the answer' : path} ${problem}`);
  }
}
