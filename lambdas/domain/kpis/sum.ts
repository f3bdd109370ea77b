const roomy = 2 ** 52;

/**
 * An exact sum of integers: the same whatever the order, however large.
 *
 * Doubles add integers exactly up to 2^53: two halves of that fit, and what is larger goes into a bigint.
 */
export class Sum {
  #low = 0;
  #high = 0n;

  add(value: number | bigint): void {
    if (typeof value === 'bigint' || value > roomy || value < -roomy) {
      this.#high += BigInt(value);
      return;
    }
    this.#low += value;
    if (this.#low > roomy || this.#low < -roomy) this.#flush();
  }

  merge(other: Sum): void {
    this.#high += other.total();
  }

  total(): bigint {
    this.#flush();
    return this.#high;
  }

  #flush(): void {
    this.#high += BigInt(this.#low);
    this.#low = 0;
  }
}
