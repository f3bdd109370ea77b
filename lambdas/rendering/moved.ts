import type { KpiResult } from '../domain/reviews/document.ts';
import { dimensionName, labelOf } from './breakdowns.ts';
import { arrowed, type Change, changeOf, differenceOf, showsNothing, type Tone } from './change.ts';
import type { Reading } from './reading.ts';

interface MovedRow {
  readonly label: string;
  /** What it did to the whole, with its sign: `−2.1 pt`, `+R$ 120 K`. */
  readonly size: string;
  /** The same as a share of the greatest of its rows, −1 to 1: the length of its bar. */
  readonly share: number;
  /** Of what is divided, how much of it by its own result and how much by its weight in the whole; `null` of sums, and of the rest. */
  readonly parts: string | null;
}

/** The segments of one dimension that moved a KPI most, the greatest first, and the rest: together they are the change. */
export interface MovedView {
  readonly title: string;
  /** `▲ 28 % · better vs Sep` */
  readonly change: string;
  readonly tone: Tone;
  readonly rows: readonly MovedRow[];
}

type Mover = KpiResult['movedBy'][number];

const moveOf = ({ mix, rate }: Mover): number => mix + rate;

/**
 * What all segments that are not named did to the change together; 0 where they are none, or only rounding. Where a record
 * stands under several keys nothing is known of them.
 */
const restOf = (reading: Reading, kpi: KpiResult, by: string, named: readonly Mover[]): number => {
  if (kpi.segments.some((segment) => segment.by === by && segment.overlaps)) return 0;
  const rest = named.reduce((left, mover) => left - moveOf(mover), kpi.previous?.change ?? 0);
  return showsNothing(differenceOf(reading, kpi, rest)) ? 0 : rest;
};

const viewOf = (reading: Reading, kpi: KpiResult, change: Change, movers: readonly [Mover, ...Mover[]]): MovedView => {
  const { say } = reading.language;
  const [{ by }] = movers;
  const told = (difference: number): string => differenceOf(reading, kpi, difference);
  const named = movers.filter(({ other }) => !other);
  const rest = restOf(reading, kpi, by, named);
  const greatest = Math.max(Math.abs(rest), ...named.map((mover) => Math.abs(moveOf(mover)))) || 1;
  const isDivided = movers.some(({ mix }) => mix !== 0);
  return {
    title: say('breakdowns.by', { name: reading.nameOf(kpi.id), dimension: dimensionName(reading, by) }),
    change: say('changes.against', {
      change: [arrowed(change), change.word].filter(Boolean).join(' · '),
      period: reading.periods.short(kpi.previous?.period ?? '', reading.rendered.document.period),
    }),
    tone: change.tone,
    rows: [
      ...named.map((mover) => ({
        label: labelOf(reading, by, mover),
        size: told(moveOf(mover)),
        share: moveOf(mover) / greatest,
        parts: isDivided ? say('moved.parts', { rate: told(mover.rate), mix: told(mover.mix) }) : null,
      })),
      ...(rest === 0
        ? []
        : [{ label: say('breakdowns.other'), size: told(rest), share: rest / greatest, parts: null }]),
    ],
  };
};

/**
 * Of the first KPIs whose change says something, the segments that explain it: of each the dimension that tells most. Why
 * something moved that may not have moved at all is not asked.
 */
export const movedOf = (reading: Reading, kpis: readonly KpiResult[], count = 3): MovedView[] => {
  const views: MovedView[] = [];
  for (const kpi of kpis) {
    if (views.length === count) break;
    const [first, ...others] = kpi.movedBy;
    const change = first && changeOf(reading, kpi, kpi.previous);
    if (!first || !change || change.tone === 'neutral') continue;
    views.push(viewOf(reading, kpi, change, [first, ...others.filter(({ by }) => by === first.by)]));
  }
  return views;
};
