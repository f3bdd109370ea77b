import { Cell } from '../kpis/cell.ts';
import type { AnyMeasure } from '../kpis/formula.ts';
import { compareText } from '../records/order.ts';
import type { Segments } from './segmentList.ts';

/** Records that could not be counted for one reason. */
export interface LeftOutRecords {
  readonly records: number;
  /** The smallest ref among them. */
  readonly example: string;
}

const copyOf = (cell: Cell): Cell => {
  const copy = cell.emptied();
  copy.merge(cell);
  return copy;
};

const nothing: ReadonlyMap<string, Cell> = new Map();

/** Cells of one dimension: by key, and of those who lack it. */
class Breakdown {
  readonly dimension: string;
  readonly cells = new Map<string, Cell>();
  readonly absent: Cell;

  /** Until somebody has a dimension, everybody lacked it. */
  constructor(dimension: string, all: Cell) {
    this.dimension = dimension;
    this.absent = copyOf(all);
  }

  cell(key: string): Cell {
    const known = this.cells.get(key);
    if (known) return known;
    const cell = this.absent.emptied();
    this.cells.set(key, cell);
    return cell;
  }
}

/** What the pass fills for one measure, one scope and one period. */
export class Slot {
  readonly total: Cell;
  readonly #breakdowns = new Map<string, Breakdown>();
  /** The same in a list: to go through a map allocates for each of its entries, and this is done for most of what is counted. */
  readonly #inOrder: Breakdown[] = [];
  /** Breakdowns by their dimension's place in the segments of the record before. */
  readonly #lastAt: Breakdown[] = [];
  readonly leftOut = new Map<string, LeftOutRecords>();
  /** Of those counted, the ones that changed since the review that the period was last told by. */
  readonly changed = new Cell('count');

  /** Of a measure whose parts are told one by one, values are kept by part alone. */
  constructor({ keeps, partsBy }: AnyMeasure) {
    this.total = partsBy ? new Cell('count', keeps) : new Cell(keeps);
  }

  /** `segments` are null where nobody asks for them. */
  count(value: number | bigint, part: string | undefined, segments: Segments | null): void {
    if (segments) this.#place(value, part, segments);
    this.total.add(value, part);
  }

  /** Dimensions that anybody has. */
  get dimensions(): string[] {
    return [...this.#breakdowns.keys()];
  }

  /** Cells of a dimension by key. */
  cells(dimension: string): ReadonlyMap<string, Cell> {
    return this.#breakdowns.get(dimension)?.cells ?? nothing;
  }

  /** Those without a value in a dimension. */
  without(dimension: string): Cell {
    return this.#breakdowns.get(dimension)?.absent ?? this.total;
  }

  leaveOut(code: string, records: number, example: string): void {
    const known = this.leftOut.get(code);
    this.leftOut.set(code, {
      records: records + (known?.records ?? 0),
      example: known && compareText(known.example, example) < 0 ? known.example : example,
    });
  }

  merge(other: Slot): void {
    for (const dimension of new Set([...this.#breakdowns.keys(), ...other.#breakdowns.keys()])) {
      const breakdown = this.#breakdown(dimension);
      breakdown.absent.merge(other.without(dimension));
      for (const [key, cell] of other.cells(dimension)) breakdown.cell(key).merge(cell);
    }
    this.total.merge(other.total);
    for (const [code, { records, example }] of other.leftOut) this.leaveOut(code, records, example);
    this.changed.merge(other.changed);
  }

  #place(value: number | bigint, part: string | undefined, segments: Segments): void {
    const { size } = segments;
    for (let place = 0; place < size; place += 1)
      this.#breakdownAt(place, segments.dimensionAt(place)).cell(segments.keyAt(place)).add(value, part);
    if (this.#breakdowns.size === size) return;
    for (const { dimension, absent } of this.#inOrder) if (!segments.has(dimension)) absent.add(value, part);
  }

  /** Records of one kind name their dimensions in one order: the one before tells where to find each. */
  #breakdownAt(place: number, dimension: string): Breakdown {
    const before = this.#lastAt[place];
    if (before?.dimension === dimension) return before;
    const breakdown = this.#breakdown(dimension);
    this.#lastAt[place] = breakdown;
    return breakdown;
  }

  #breakdown(dimension: string): Breakdown {
    const known = this.#breakdowns.get(dimension);
    if (known) return known;
    const breakdown = new Breakdown(dimension, this.total);
    this.#breakdowns.set(dimension, breakdown);
    this.#inOrder.push(breakdown);
    return breakdown;
  }
}
