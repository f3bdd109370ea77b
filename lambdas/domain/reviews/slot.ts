import { Cell } from '../kpis/cell.ts';
import type { AnyMeasure } from '../kpis/formula.ts';
import { compareText } from '../records/order.ts';
import type { Segments } from './segments.ts';

/** Records that could not be counted for one reason. */
export interface LeftOutRecords {
  readonly records: number;
  /** The smallest ref among them. */
  readonly example: string;
}

const copyOf = (cell: Cell): Cell => {
  const copy = new Cell(cell.keeps);
  copy.merge(cell);
  return copy;
};

/** What the pass fills for one measure, one scope and one period. */
export class Slot {
  readonly total: Cell;
  /** Cells by dimension and key. */
  readonly segments = new Map<string, Map<string, Cell>>();
  /** Cells of those who lack a dimension, for every dimension that anybody has. */
  readonly #absent = new Map<string, Cell>();
  readonly leftOut = new Map<string, LeftOutRecords>();
  /** Of those counted, the ones that changed since the review that the period was last told by. */
  readonly changed = new Cell('count');

  constructor(measure: AnyMeasure) {
    this.total = new Cell(measure.keeps);
  }

  /** `segments` are null where nobody asks for them. */
  count(value: number | bigint, part: string | undefined, segments: Segments | null): void {
    if (segments) this.#place(value, part, segments);
    this.total.add(value, part);
  }

  /** Those without a value in a dimension. */
  without(dimension: string): Cell {
    return this.#absent.get(dimension) ?? this.total;
  }

  leaveOut(code: string, records: number, example: string): void {
    const known = this.leftOut.get(code);
    this.leftOut.set(code, {
      records: records + (known?.records ?? 0),
      example: known && compareText(known.example, example) < 0 ? known.example : example,
    });
  }

  merge(other: Slot): void {
    for (const dimension of new Set([...this.#absent.keys(), ...other.#absent.keys()])) {
      this.#know(dimension);
      this.without(dimension).merge(other.without(dimension));
    }
    for (const [dimension, keys] of other.segments)
      for (const [key, cell] of keys) this.#cell(dimension, key).merge(cell);
    this.total.merge(other.total);
    for (const [code, { records, example }] of other.leftOut) this.leaveOut(code, records, example);
    this.changed.merge(other.changed);
  }

  #place(value: number | bigint, part: string | undefined, segments: Segments): void {
    for (const dimension of segments.keys()) this.#know(dimension);
    for (const [dimension, absent] of this.#absent) if (!segments.has(dimension)) absent.add(value, part);
    for (const [dimension, key] of segments) this.#cell(dimension, key).add(value, part);
  }

  /** Until somebody has a dimension, everybody lacked it. */
  #know(dimension: string): void {
    if (!this.#absent.has(dimension)) this.#absent.set(dimension, copyOf(this.total));
  }

  #cell(dimension: string, key: string): Cell {
    const keys = this.segments.get(dimension) ?? new Map<string, Cell>();
    this.segments.set(dimension, keys);
    const cell = keys.get(key) ?? new Cell(this.total.keeps);
    keys.set(key, cell);
    return cell;
  }
}
