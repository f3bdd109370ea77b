import { Cell } from '../kpis/cell.ts';
import { type AnyMeasure, type Reading, secondsAt } from '../kpis/formula.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { Money } from '../kpis/money.ts';
import { compareText } from '../records/order.ts';
import type { Segment } from './document.ts';
import { idOf, sourceOf } from './identity.ts';
import type { Slot } from './pass.ts';
import { dimensions, recordDimensions, sourceDimensions } from './segments.ts';

/** So many keys of a dimension are told apart; the others are told together. */
const mostKeys = 50;

/** How a key is shown: its record's name, else its source's label, else its id. */
export type Labels = (dimension: string, key: string) => string;

const bareKey = (dimension: string, key: string): string =>
  recordDimensions[dimension] ? idOf(key) : sourceDimensions.has(dimension) ? key.slice(key.indexOf(':') + 1) : key;

/** The key as readers know it: the id alone, with its source before it where two sources use the same id. */
const shownKeys = (dimension: string, keys: readonly string[]): ((key: string) => string) => {
  const uses = new Map<string, number>();
  for (const key of keys) uses.set(bareKey(dimension, key), (uses.get(bareKey(dimension, key)) ?? 0) + 1);
  return (key) => {
    const bare = bareKey(dimension, key);
    return uses.get(bare) === 1 || bare === key ? bare : `${sourceOf(key)}:${bare}`;
  };
};

const order = (dimension: string): number => {
  const place = (dimensions as readonly string[]).indexOf(dimension);
  return place === -1 ? dimensions.length : place;
};

/** Largest first; of equal ones the first by key. */
const ranked = (cells: ReadonlyMap<string, Cell>): string[] =>
  [...cells].sort(([keyA, a], [keyB, b]) => b.count - a.count || compareText(keyA, keyB)).map(([key]) => key);

const together = (cells: readonly Cell[], keeps: Cell['keeps']): Cell => {
  const merged = new Cell(keeps);
  for (const cell of cells) merged.merge(cell);
  return merged;
};

/** The cells of one measure that belong to a row of the breakdown. */
type Row = { readonly key: string | null; readonly label: string; readonly other?: true; readonly cellOf: (slot: Slot) => Cell };

const rowsOf = (dimension: string, over: Slot, labels: Labels): Row[] => {
  const cells = over.segments.get(dimension) ?? new Map<string, Cell>();
  const keys = ranked(cells);
  const shown = shownKeys(dimension, keys);
  const of = (slot: Slot, key: string): Cell => slot.segments.get(dimension)?.get(key) ?? new Cell(slot.total.keeps);
  const rest = new Set(keys.slice(mostKeys));
  const counted = [...cells.values()].reduce((sum, cell) => sum + cell.count, 0);
  const rows: Row[] = keys.slice(0, mostKeys).map((key) => ({ key: shown(key), label: labels(dimension, key), cellOf: (slot) => of(slot, key) }));
  if (over.total.count > counted)
    rows.push({ key: null, label: '', cellOf: (slot) => slot.total.without([...(slot.segments.get(dimension)?.values() ?? [])]) });
  if (rest.size > 0)
    rows.push({ key: 'other', label: '', other: true, cellOf: (slot) => together([...rest].map((key) => of(slot, key)), slot.total.keeps) });
  return rows;
};

const partRows = (over: Slot, by: string, labels: Labels): Segment[] => {
  const keys = ranked(over.total.parts);
  const shown = shownKeys(by, keys);
  return keys.map((key) => {
    const cell = over.total.parts.get(key) as Cell;
    return { by, key: shown(key), label: labels(by, key), value: secondsAt(cell, 0.5), numerator: null, denominator: null, n: cell.count, overlaps: true };
  });
};

/**
 * A KPI by the segments of what its denominator counts, with the formula of the total. Dimensions that no record
 * has are left away.
 */
export const breakDown = (kpi: Kpi, slotOf: (measure: AnyMeasure) => Slot, money: Money, labels: Labels): Segment[] => {
  const { over, outcome } = kpi.computed;
  const slot = slotOf(over);
  const parts = over.partsBy;
  const names = [...slot.segments.keys()].filter((name) => name !== parts && (name !== 'reason' || kpi.byReason === true));
  const rows = names
    .sort((a, b) => order(a) - order(b) || compareText(a, b))
    .flatMap((by) =>
      rowsOf(by, slot, labels).map(({ key, label, other, cellOf }): Segment => {
        const reading: Reading = { money, cell: (measure) => cellOf(slotOf(measure)) };
        const { value, numerator, denominator, n } = outcome(reading);
        return { by, key, label, ...(other && { other }), value, numerator, denominator, n, overlaps: false };
      }),
    );
  return parts ? [...partRows(slot, parts, labels), ...rows] : rows;
};

/** The row that a headline is of. */
export const partShown = (kpi: Kpi, slot: Slot, part: string, labels: Labels): { by: string; key: string; label: string } | undefined => {
  const by = kpi.computed.over.partsBy;
  return by && { by, key: shownKeys(by, [...slot.total.parts.keys()])(part), label: labels(by, part) };
};
