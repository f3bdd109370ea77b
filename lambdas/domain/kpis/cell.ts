import { Distribution } from './distribution.ts';
import { Sum } from './sum.ts';

/** What a cell keeps of the values it is given, beside how many there were. */
export type Keeps = 'count' | 'sum' | 'distribution';

const noParts: ReadonlyMap<string, Cell> = new Map();

/**
 * A measure's accumulator for one period, scope and segment. Mergeable: any split of the records into cells and
 * any order of merging them gives the same cell.
 */
export class Cell {
  readonly #keeps: Keeps;
  readonly #partsKeep: Keeps;
  #count = 0;
  readonly #sum: Sum | null;
  readonly #distribution: Distribution | null;
  /** Where a measure tells its records apart by itself (by stage, by class of answer): a cell for each. */
  #parts: Map<string, Cell> | null = null;

  constructor(keeps: Keeps, partsKeep: Keeps = keeps) {
    this.#keeps = keeps;
    this.#partsKeep = partsKeep;
    this.#sum = keeps === 'count' ? null : new Sum();
    this.#distribution = keeps === 'distribution' ? new Distribution() : null;
  }

  /** How many records were counted. */
  get count(): number {
    return this.#count;
  }

  /** Exact, in the value's integer unit: minor units of money, milliseconds. */
  get sum(): bigint {
    return this.#sum?.total() ?? 0n;
  }

  get parts(): ReadonlyMap<string, Cell> {
    return this.#parts ?? noParts;
  }

  /** How many stand in the part called `name`. */
  countOf(name: string): number {
    return this.#parts?.get(name)?.count ?? 0;
  }

  /** Milliseconds or minor units; see `Distribution.quantile`. */
  quantile(share: number): number | null {
    return this.#distribution?.quantile(share) ?? null;
  }

  /** A cell that keeps the same, with nothing in it. */
  emptied(): Cell {
    return new Cell(this.#keeps, this.#partsKeep);
  }

  add(value: number | bigint, part?: string): void {
    this.#count += 1;
    if (this.#sum) this.#sum.add(value);
    if (this.#distribution) this.#distribution.add(Number(value));
    if (part !== undefined) this.#part(part).add(value);
  }

  merge(other: Cell): void {
    this.#count += other.#count;
    if (other.#sum) this.#sum?.merge(other.#sum);
    if (other.#distribution) this.#distribution?.merge(other.#distribution);
    for (const [name, part] of other.parts) this.#part(name).merge(part);
  }

  #part(name: string): Cell {
    this.#parts ??= new Map();
    const known = this.#parts.get(name);
    if (known) return known;
    const part = new Cell(this.#partsKeep);
    this.#parts.set(name, part);
    return part;
  }
}
