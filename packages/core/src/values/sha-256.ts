const blockBytes = 64;

/** The first 32 bits of the fractional parts of the roots of the first primes: the square roots, and the cube roots. */
const rootsOfPrimes = (count: number, root: (prime: number) => number): Int32Array => {
  const primes: number[] = [];
  for (let next = 2; primes.length < count; next += 1) {
    if (primes.every((prime) => next % prime !== 0)) primes.push(next);
  }
  return Int32Array.from(primes, (prime) => ((root(prime) % 1) * 2 ** 32) | 0);
};
const start = rootsOfPrimes(8, Math.sqrt);
const constants = rootsOfPrimes(64, Math.cbrt);

/** SHA-256 (FIPS 180-4) of a text that comes in parts: of ASCII, in which every character is one byte. */
export class Sha256 {
  readonly #state = Int32Array.from(start);
  readonly #block = new Uint8Array(blockBytes);
  readonly #schedule = new Int32Array(64);
  #length = 0;

  update(ascii: string): void {
    const block = this.#block;
    let filled = this.#length % blockBytes;
    for (let index = 0; index < ascii.length; index += 1) {
      block[filled] = ascii.charCodeAt(index);
      filled += 1;
      if (filled === blockBytes) {
        this.#compress();
        filled = 0;
      }
    }
    this.#length += ascii.length;
  }

  /** In lower-case hexadecimal. Ends it: nothing can be added any more. */
  digest(): string {
    const bits = this.#length * 8;
    // One bit, zeros up to the end of a block, and there the length in 64 bits.
    const zeros = (2 * blockBytes - 9 - (this.#length % blockBytes)) % blockBytes;
    const length = Array.from({ length: 8 }, (_, byte) => Math.floor(bits / 2 ** (8 * (7 - byte))) % 256);
    this.update(String.fromCharCode(0x80, ...Array<number>(zeros).fill(0), ...length));
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  /** With the names of the standard. */
  #compress(): void {
    const w = this.#schedule;
    const block = this.#block;
    for (let t = 0; t < 16; t += 1) {
      const at = 4 * t;
      w[t] = (block[at]! << 24) | (block[at + 1]! << 16) | (block[at + 2]! << 8) | block[at + 3]!;
    }
    for (let t = 16; t < 64; t += 1) {
      const s0 = rotated(w[t - 15]!, 7) ^ rotated(w[t - 15]!, 18) ^ (w[t - 15]! >>> 3);
      const s1 = rotated(w[t - 2]!, 17) ^ rotated(w[t - 2]!, 19) ^ (w[t - 2]! >>> 10);
      w[t] = w[t - 16]! + s0 + w[t - 7]! + s1;
    }
    const state = this.#state;
    let [a, b, c, d] = [state[0]!, state[1]!, state[2]!, state[3]!];
    let [e, f, g, h] = [state[4]!, state[5]!, state[6]!, state[7]!];
    for (let t = 0; t < 64; t += 1) {
      const sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
      const t1 = (h + sum1 + ((e & f) ^ (~e & g)) + constants[t]! + w[t]!) | 0;
      const sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
      const t2 = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => {
      state[index]! += word;
    });
  }
}

const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
