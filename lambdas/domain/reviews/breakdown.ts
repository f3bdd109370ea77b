import type { Cell } from '../kpis/cell.ts';
import { type AnyMeasure, type Outcome, type Reading, secondsAt } from '../kpis/formula.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { Money } from '../kpis/money.ts';
import { dimensions } from '../records/dimensions.ts';
import { compareText } from '../records/order.ts';
import type { KpiResult, Segment } from './document.ts';
import { ranked, shownKeys } from './keys.ts';
import type { Slot } from './slot.ts';

/** How a key is shown: its record's name, else its source's label, else its id. */
export type Labels = (dimension: string, key: string) => string;

type Named = Pick<Segment, 'key' | 'label' | 'other'>;

/** The rows of a dimension without their values: the largest keys, then those without a key, then the rest. */
interface Row {
  readonly named: Named;
  readonly cellOf: (slot: Slot) => Cell;
}

const missingKey: Named = { key: null, label: '' };
const otherKeys: Named = { key: 'other', label: '', other: true };

/** @param like of which kind the cells are */
const together = (cells: readonly Cell[], like: Cell): Cell => {
  const merged = like.emptied();
  for (const cell of cells) merged.merge(cell);
  return merged;
};

const rowsOf = (by: string, over: Slot, labels: Labels): Row[] => {
  const cells = over.cells(by);
  const { largest, rest } = ranked(cells);
  const shown = shownKeys(by, cells.keys());
  return [
    ...largest.map(
      (key): Row => ({
        named: { key: shown(key), label: labels(by, key) },
        cellOf: (slot) => slot.cells(by).get(key) ?? slot.total.emptied(),
      }),
    ),
    ...(over.without(by).count > 0 ? [{ named: missingKey, cellOf: (slot: Slot) => slot.without(by) }] : []),
    ...(rest.length > 0
      ? [
          {
            named: otherKeys,
            cellOf: (slot: Slot) =>
              together(
                rest.flatMap((key) => slot.cells(by).get(key) ?? []),
                slot.total,
              ),
          },
        ]
      : []),
  ];
};

const segment = (by: string, named: Named, outcome: Outcome, overlaps: boolean): Segment => {
  const { value, numerator, denominator, n } = outcome;
  return { by, ...named, value, numerator, denominator, n, overlaps };
};

/** The parts of a measure as rows of the dimension that they are of. */
const partRows = (by: string, { parts }: Cell, labels: Labels): Segment[] => {
  const { largest, rest } = ranked(parts);
  const shown = shownKeys(by, parts.keys());
  const others = rest.map((key) => parts.get(key) as Cell);
  const [first] = others;
  const row = (named: Named, cell: Cell): Segment =>
    segment(by, named, { value: secondsAt(cell, 0.5), numerator: null, denominator: null, n: cell.count }, true);
  return [
    ...largest.map((key) => row({ key: shown(key), label: labels(by, key) }, parts.get(key) as Cell)),
    ...(first ? [row(otherKeys, together(others, first))] : []),
  ];
};

const placeOf = (dimension: string): number => {
  const place = (dimensions as readonly string[]).indexOf(dimension);
  return place === -1 ? dimensions.length : place;
};

/**
 * A KPI by the segments of what its denominator counts, with the formula of the total. Dimensions that no record
 * has are left away. Where a measure tells its records apart by part, a record can stand under several keys.
 */
export const breakDown = (kpi: Kpi, slotOf: (measure: AnyMeasure) => Slot, money: Money, labels: Labels): Segment[] => {
  const { over, outcome } = kpi.computed;
  const { partsBy } = over;
  const slot = slotOf(over);
  const rows = slot.dimensions
    .filter((by) => by !== partsBy && (by !== 'reason' || kpi.byReason === true))
    .sort((a, b) => placeOf(a) - placeOf(b) || compareText(a, b))
    .flatMap((by) =>
      rowsOf(by, slot, labels).map(({ named, cellOf }) => {
        const reading: Reading = { money, cell: (measure) => cellOf(slotOf(measure)) };
        return segment(by, named, outcome(reading), partsBy !== undefined);
      }),
    );
  return partsBy ? [...partRows(partsBy, slot.total, labels), ...rows] : rows;
};

/** The row that a headline is of, if it is of one. */
export const partShown = (kpi: Kpi, slot: Slot, part: string | undefined, labels: Labels): KpiResult['of'] => {
  const by = kpi.computed.over.partsBy;
  if (by === undefined || part === undefined) return undefined;
  return { by, key: shownKeys(by, slot.total.parts.keys())(part), label: labels(by, part) };
};
