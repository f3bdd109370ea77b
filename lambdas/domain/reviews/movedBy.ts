import type { Kpi } from '../kpis/kpi.ts';
import type { Labels } from './breakdown.ts';
import type { Comparison, KpiResult } from './document.ts';
import { shownKeys } from './keys.ts';
import { type Mover, moversOf, type Side } from './movers.ts';
import type { Move } from './moves.ts';
import type { Filled } from './result.ts';
import type { Told } from './told.ts';
import { isUnfinished } from './weight.ts';

type Moved = KpiResult['movedBy'][number];

const moveOf = ({ mix, rate }: Move): number => mix + rate;

/** How far the key that stands out most is from where it would be had all changed alike. */
const telling = (movers: readonly Mover[], change: number): number =>
  Math.max(...movers.map((mover) => Math.abs(moveOf(mover) - mover.share * change)));

/** Where nobody stands out by so much of the change, there is nothing to tell. */
const leastTelling = 0.1;
const mostDimensions = 3;
/** Of each dimension so many keys, or those that move this share of all that is moved, up and down. */
const mostKeys = 5;
const enough = 0.8;

const isOfSeveral = (movers: readonly Mover[]): boolean =>
  movers.filter((mover) => mover.share !== 0 || moveOf(mover) !== 0).length > 1;

/** The keys that moved most, the greatest first, of equal ones the larger. */
const greatest = (movers: readonly Mover[]): Mover[] => {
  const sorted = [...movers].sort((a, b) => Math.abs(moveOf(b)) - Math.abs(moveOf(a)));
  const all = sorted.reduce((sum, mover) => sum + Math.abs(moveOf(mover)), 0);
  let told = 0;
  return sorted.slice(0, mostKeys).filter((mover) => {
    const isMissing = told < enough * all;
    told += Math.abs(moveOf(mover));
    return isMissing && moveOf(mover) !== 0;
  });
};

/**
 * The segments that explain a change: of at most three dimensions, the most telling first, the keys that moved most. A
 * dimension tells the more the further one of its keys is from having moved as all did.
 */
const chosen = (dimensions: readonly Mover[][], change: number, labels: Labels): Moved[] =>
  dimensions
    .filter(isOfSeveral)
    .map((movers) => ({ movers, weight: telling(movers, change) }))
    .filter(({ weight }) => weight >= leastTelling * Math.abs(change))
    // Sorting is stable: of equal ones the first comes first.
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostDimensions)
    .flatMap(({ movers }) => {
      const [{ by }] = movers as [Mover];
      const shown = shownKeys(
        by,
        movers.flatMap(({ key, other }) => (key === null || other ? [] : [key])),
      );
      return greatest(movers).map(({ key, other, mix, rate }): Moved => {
        const named = key === null ? { key, label: '' } : { key: shown(key), label: labels(by, key) };
        return { by, ...(other ? { key: 'other', label: '', other } : named), mix, rate };
      });
    });

/** What the period fills, each slot looked up once: a breakdown asks for it row by row. */
const sideOf = ({ computed: { measures } }: Kpi, { teller }: Filled, period: number): Side => {
  const slots = new Map(measures.map((measure) => [measure, teller.slot(measure, period)]));
  return { slotOf: (measure) => slots.get(measure) ?? teller.slot(measure, period), reading: teller.reading(period) };
};

/** What moved a KPI. Of a change against a part of a period, or of what is still adding up, nothing is explained. */
export const movedByOf = (kpi: Kpi, filled: Filled, { partial }: Told, previous: Comparison): Moved[] => {
  const { points, asOf, labels } = filled;
  const isOpen = isUnfinished(kpi, asOf < points.now.end ? 'running' : 'closed');
  if (points.previous === null || !previous.change || previous.partial || partial || isOpen) return [];
  const sides = [sideOf(kpi, filled, points.previous), sideOf(kpi, filled, points.current)] as const;
  return chosen(moversOf(kpi, sides), previous.change, labels);
};
