import { Cell } from '../kpis/cell.ts';
import type { AnyMeasure } from '../kpis/formula.ts';
import { compareText } from '../records/order.ts';

/** Records that could not be counted for one reason. */
export interface LeftOutRecords {
  readonly records: number;
  /** The smallest ref among them. */
  readonly example: string;
}

/** What the pass fills for one measure, one scope and one period. */
export class Slot {
  readonly total: Cell;
  /** Cells by dimension and key. Who lacks a dimension is in none of its cells: the rest of the total is theirs. */
  readonly segments = new Map<string, Map<string, Cell>>();
  readonly leftOut = new Map<string, LeftOutRecords>();
  /** Of those counted, the ones that changed since the review that the period was last told by. */
  readonly changed = new Cell('count');

  constructor(measure: AnyMeasure) {
    this.total = new Cell(measure.keeps);
  }

  segment(dimension: string, key: string): Cell {
    let keys = this.segments.get(dimension);
    if (!keys) {
      keys = new Map();
      this.segments.set(dimension, keys);
    }
    let cell = keys.get(key);
    if (!cell) {
      cell = new Cell(this.total.keeps);
      keys.set(key, cell);
    }
    return cell;
  }

  leaveOut(code: string, records: number, example: string): void {
    const known = this.leftOut.get(code);
    this.leftOut.set(code, {
      records: records + (known?.records ?? 0),
      example: known && compareText(known.example, example) < 0 ? known.example : example,
    });
  }

  merge(other: Slot): void {
    this.total.merge(other.total);
    for (const [dimension, keys] of other.segments)
      for (const [key, cell] of keys) this.segment(dimension, key).merge(cell);
    for (const [code, { records, example }] of other.leftOut) this.leaveOut(code, records, example);
    this.changed.merge(other.changed);
  }
}
