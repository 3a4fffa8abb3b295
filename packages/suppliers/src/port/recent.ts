/** Remembers the last so many texts, and no more: what it is asked about in between costs no memory. */
export class Recent {
  readonly #texts = new Set<string>();

  constructor(private readonly most: number) {}

  /** Answers whether it was there. */
  add(text: string): boolean {
    if (this.#texts.has(text)) return true;
    this.#texts.add(text);
    if (this.#texts.size > this.most) this.#texts.delete(this.#texts.values().next().value!);
    return false;
  }
}
