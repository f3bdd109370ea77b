import type { Cell } from '../kpis/cell.ts';
import { type AnyMeasure, type Formula, type Outcome, partOf, type Reading } from '../kpis/formula.ts';
import type { Kpi } from '../kpis/kpi.ts';
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

/** @param slots of what the denominator counts, and then of what else is told of keys that it has none of */
const rowsOf = (by: string, [over, ...beside]: readonly [Slot, ...Slot[]], labels: Labels): Row[] => {
  const cells = new Map(over.cells(by));
  for (const slot of beside)
    for (const key of slot.cells(by).keys()) if (!cells.has(key)) cells.set(key, over.total.emptied());
  const { largest, rest } = ranked(cells);
  const shown = shownKeys(by, cells.keys());
  const isMissing = [over, ...beside].some((slot) => slot.without(by).count > 0);
  return [
    ...largest.map(
      (key): Row => ({
        named: { key: shown(key), label: labels(by, key) },
        cellOf: (slot) => slot.cells(by).get(key) ?? slot.total.emptied(),
      }),
    ),
    ...(isMissing ? [{ named: missingKey, cellOf: (slot: Slot) => slot.without(by) }] : []),
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

/** Of one it is that one. */
const togetherOf = (cells: readonly Cell[]): Cell => {
  const filled = cells.filter(({ count }) => count > 0);
  const [first = cells[0] as Cell] = filled;
  return filled.length > 1 ? together(filled, first) : first;
};

/** The parts of a measure as rows of the dimension that they are of. */
const partRows = (
  by: string,
  { over, ofPart }: Pick<Formula, 'over' | 'ofPart'>,
  slotOf: (measure: AnyMeasure) => Slot,
  labels: Labels,
): Segment[] => {
  if (!ofPart) return [];
  const { parts } = slotOf(over).total;
  const { largest, rest } = ranked(parts);
  const shown = shownKeys(by, parts.keys());
  const row = (named: Named, keys: readonly string[]): Segment => {
    const cell = (measure: AnyMeasure): Cell => {
      const { total } = slotOf(measure);
      return togetherOf(keys.map((key) => partOf(total, key)));
    };
    return segment(by, named, ofPart(cell), true);
  };
  return [
    ...largest.map((key) => row({ key: shown(key), label: labels(by, key) }, [key])),
    ...(rest.length > 0 ? [row(otherKeys, rest)] : []),
  ];
};

const placeOf = (dimension: string): number => {
  const place = (dimensions as readonly string[]).indexOf(dimension);
  return place === -1 ? dimensions.length : place;
};

/** The dimensions that a KPI is told by and that any record has, in the order in which they are told. */
export const dimensionsOf = (
  { byReason, onlyBy, computed: { over } }: Pick<Kpi, 'byReason' | 'onlyBy' | 'computed'>,
  slots: readonly Slot[],
): string[] =>
  [...new Set(slots.flatMap(({ dimensions: known }) => known))]
    .filter((by) => by !== over.partsBy && (by !== 'reason' || byReason === true))
    .filter((by) => onlyBy === undefined || onlyBy.includes(by))
    .sort((a, b) => placeOf(a) - placeOf(b) || compareText(a, b));

/**
 * A KPI by the segments of what its denominator counts, with the formula of the total. Dimensions that no record
 * has are left away. Where a measure tells its records apart by part, a record can stand under several keys.
 */
export const breakDown = (
  kpi: Kpi,
  slotOf: (measure: AnyMeasure) => Slot,
  { money, months }: Pick<Reading, 'money' | 'months'>,
  labels: Labels,
): Segment[] => {
  const { over, beside = [], outcome } = kpi.computed;
  const { partsBy } = over;
  const slots = [slotOf(over), ...beside.map(slotOf)] as const;
  const rows = dimensionsOf(kpi, slots).flatMap((by) =>
    rowsOf(by, slots, labels).map(({ named, cellOf }) => {
      const reading: Reading = { money, months, cell: (measure) => cellOf(slotOf(measure)) };
      return segment(by, named, outcome(reading), partsBy !== undefined);
    }),
  );
  return partsBy ? [...partRows(partsBy, kpi.computed, slotOf, labels), ...rows] : rows;
};

/** The row that a headline is of, if it is of one. */
export const partShown = (kpi: Kpi, slot: Slot, part: string | undefined, labels: Labels): KpiResult['of'] => {
  const by = kpi.computed.over.partsBy;
  if (by === undefined || part === undefined) return undefined;
  return { by, key: shownKeys(by, slot.total.parts.keys())(part), label: labels(by, part) };
};
