import { MemoryStore, type Catalogue, type UnitOfWork } from '@holdall/core';

/** A store that waits before it commits, or before it says anything, until it is let through. */
export class GatedStore extends MemoryStore {
  #writes = new Gate();
  #reads = new Gate();
  /** What asking for the catalogue fails with. */
  failure: Error | null = null;
  /** How often it was asked for the catalogue. */
  asked = 0;

  shut(): void {
    this.#writes.shut();
  }

  letThrough(): void {
    this.#writes.open();
  }

  shutReads(): void {
    this.#reads.shut();
  }

  letReadsThrough(): void {
    this.#reads.open();
  }

  /** Resolves when a batch stands at the gate. */
  arrived(): Promise<void> {
    return this.#writes.arrived();
  }

  override async write(unit: UnitOfWork): Promise<void> {
    await this.#writes.pass();
    return super.write(unit);
  }

  override async catalogue(): Promise<Catalogue> {
    this.asked += 1;
    await this.#reads.pass();
    if (this.failure !== null) throw this.failure;
    return super.catalogue();
  }
}

class Gate {
  #waiting: (() => void)[] = [];
  #shut = false;
  #arrived: (() => void)[] = [];

  shut(): void {
    this.#shut = true;
  }

  open(): void {
    this.#shut = false;
    for (const through of this.#waiting.splice(0)) through();
  }

  arrived(): Promise<void> {
    if (this.#waiting.length > 0) return Promise.resolve();
    return new Promise((resolve) => this.#arrived.push(resolve));
  }

  async pass(): Promise<void> {
    if (!this.#shut) return;
    await new Promise<void>((through) => {
      this.#waiting.push(through);
      for (const arrived of this.#arrived.splice(0)) arrived();
    });
  }
}
