/** Keys by dimension: refs of records, `source:id` for a system's own ids, else the text itself. None is empty. */
export interface Segments {
  readonly size: number;
  get(dimension: string): string | undefined;
  has(dimension: string): boolean;
  dimensionAt(place: number): string;
  keyAt(place: number): string;
}

/** Segments of one subject: so few that to look through them costs less than to make a map. */
export class SegmentList implements Segments {
  readonly #dimensions: string[] = [];
  readonly #keys: string[] = [];

  get size(): number {
    return this.#keys.length;
  }

  /** Each dimension once. */
  add(dimension: string, key: string): void {
    this.#dimensions.push(dimension);
    this.#keys.push(key);
  }

  get(dimension: string): string | undefined {
    for (let place = 0; place < this.#dimensions.length; place += 1)
      if (this.#dimensions[place] === dimension) return this.#keys[place];
    return undefined;
  }

  has(dimension: string): boolean {
    return this.get(dimension) !== undefined;
  }

  dimensionAt(place: number): string {
    return this.#dimensions[place] as string;
  }

  keyAt(place: number): string {
    return this.#keys[place] as string;
  }
}
