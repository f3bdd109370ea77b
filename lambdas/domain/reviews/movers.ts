import type { Cell } from '../kpis/cell.ts';
import type { AnyMeasure, Reading } from '../kpis/formula.ts';
import type { Kpi } from '../kpis/kpi.ts';
import { dimensionsOf } from './breakdown.ts';
import { ranked } from './keys.ts';
import { type Move, movesOf, type Pair, type Standing } from './moves.ts';
import type { Slot } from './slot.ts';

/** Whether segments of a KPI can make up a change: where a record stands under several keys they cannot, nor of a median. */
export const mayBeMoved = ({ computed: { over } }: Kpi): boolean =>
  over.partsBy === undefined && over.keeps !== 'distribution';

/** One period of a KPI: what was filled for each measure, and what a reading of it takes. */
export interface Side {
  readonly slotOf: (measure: AnyMeasure) => Slot;
  readonly reading: Reading;
}

/** A key of a dimension, `null` where there is none; `other` are those beyond the largest. */
export interface Mover extends Move {
  readonly by: string;
  /** As the pass has it. */
  readonly key: string | null;
  readonly other?: true;
}

/** A row of a dimension that both periods have. */
interface Row {
  readonly key: string | null;
  readonly other?: true;
  readonly cellOf: (slot: Slot) => Cell;
}

const together = (keys: readonly string[], by: string, slot: Slot): Cell => {
  const merged = slot.total.emptied();
  for (const key of keys) {
    const cell = slot.cells(by).get(key);
    if (cell) merged.merge(cell);
  }
  return merged;
};

/** The keys that are largest in both periods together: one that is gone now may be what moved the whole. */
const rowsOf = (by: string, slots: readonly Slot[]): Row[] => {
  const counts = new Map<string, { count: number }>();
  for (const slot of slots) {
    for (const [key, { count }] of slot.cells(by)) {
      const known = counts.get(key);
      if (known) known.count += count;
      else counts.set(key, { count });
    }
  }
  const { largest, rest } = ranked(counts);
  return [
    ...largest.map((key): Row => ({ key, cellOf: (slot) => slot.cells(by).get(key) ?? slot.total.emptied() })),
    { key: null, cellOf: (slot) => slot.without(by) },
    ...(rest.length > 0
      ? [{ key: 'other', other: true as const, cellOf: (slot: Slot) => together(rest, by, slot) }]
      : []),
  ];
};

/** What the denominator counts, and what else is told of keys that it has none of. */
const slotsOf = ({ computed: { over, beside = [] } }: Kpi, { slotOf }: Side): Slot[] => [over, ...beside].map(slotOf);

const standing = (kpi: Kpi, { slotOf, reading }: Side, cellOf: Row['cellOf']): Standing =>
  kpi.computed.outcome({ ...reading, cell: (measure) => cellOf(slotOf(measure)) });

/**
 * What each key of each dimension did to a KPI's change, dimensions in their order: all keys of a dimension, those without
 * one and the rest among them. Dimensions whose keys do not make up the whole are left away.
 */
export const moversOf = (kpi: Kpi, sides: Pair<Side>): Mover[][] => {
  if (!mayBeMoved(kpi)) return [];
  const [before, now] = sides;
  const slots = sides.flatMap((side) => slotsOf(kpi, side));
  const whole: Pair<Standing> = [kpi.computed.outcome(before.reading), kpi.computed.outcome(now.reading)];
  return dimensionsOf(kpi, slots).flatMap((by) => {
    const rows = rowsOf(by, slots);
    const parts = rows.map(({ cellOf }): Pair<Standing> => [standing(kpi, before, cellOf), standing(kpi, now, cellOf)]);
    const moves = movesOf(parts, whole);
    if (moves === null) return [];
    return [
      rows.map(({ key, other }, place): Mover => ({ by, key, ...(other && { other }), ...(moves[place] as Move) })),
    ];
  });
};
