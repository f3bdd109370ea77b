/** Up to so many values a cell every quantile is exact. */
export const exactUpTo = 10_000;

/** Beyond that, values are counted in buckets whose bounds differ by 1 %. */
const growth = Math.log(1.01);

const bucketOf = (value: number): number =>
  value === 0 ? 0 : Math.sign(value) * (1 + Math.floor(Math.log1p(Math.abs(value)) / growth));

/** The middle of a bucket. */
const middleOf = (bucket: number): number =>
  bucket === 0 ? 0 : Math.sign(bucket) * Math.expm1((Math.abs(bucket) - 0.5) * growth);

/**
 * A mergeable distribution of integers. Whether it is exact or in buckets depends on nothing but how many values
 * it holds, so the order of adding and merging cannot be seen in it.
 */
export class Distribution {
  #values: number[] | null = [];
  /** The values in order, from the first quantile asked for until the next value. */
  #sorted: Float64Array | null = null;
  #buckets = new Map<number, number>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(value: number): void {
    this.#count += 1;
    this.#sorted = null;
    if (this.#values && this.#count <= exactUpTo) {
      this.#values.push(value);
      return;
    }
    this.#spill();
    this.#addTo(bucketOf(value), 1);
  }

  merge(other: Distribution): void {
    this.#count += other.#count;
    this.#sorted = null;
    if (this.#values && other.#values && this.#count <= exactUpTo) {
      for (const value of other.#values) this.#values.push(value);
      return;
    }
    this.#spill();
    for (const value of other.#values ?? []) this.#addTo(bucketOf(value), 1);
    for (const [bucket, count] of other.#buckets) this.#addTo(bucket, count);
  }

  /**
   * The quantile of `share` (0 to 1) by linear interpolation between order statistics, R's type 7: the median of
   * 1, 2, 3, 10 is 2.5. `null` of nothing. In buckets each value stands for the middle of its bucket.
   */
  quantile(share: number): number | null {
    if (this.#count === 0) return null;
    const at = this.#ranked();
    const rank = (this.#count - 1) * share;
    const below = at(Math.floor(rank));
    const above = at(Math.ceil(rank));
    return below + (above - below) * (rank - Math.floor(rank));
  }

  #ranked(): (rank: number) => number {
    if (this.#values) {
      const sorted = this.#sorted ?? Float64Array.from(this.#values).sort();
      this.#sorted = sorted;
      return (rank) => sorted[rank] as number;
    }
    const buckets = [...this.#buckets].sort(([a], [b]) => a - b);
    return (rank) => {
      let seen = 0;
      const found = buckets.find(([, count]) => {
        seen += count;
        return seen > rank;
      });
      return middleOf(found?.[0] ?? 0);
    };
  }

  #addTo(bucket: number, count: number): void {
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + count);
  }

  /** Moves the values into buckets, once. */
  #spill(): void {
    for (const value of this.#values ?? []) this.#addTo(bucketOf(value), 1);
    this.#values = null;
  }
}
