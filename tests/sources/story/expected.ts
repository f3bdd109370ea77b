import type { Owner, Stage } from './events.ts';

/** What a review must say of a month of the story. */
export interface Month {
  readonly period: string;
  /** Value, numerator, denominator and n of each KPI; money in euros, durations in seconds. */
  readonly kpis: Readonly<
    Record<string, { value: number; numerator: number | null; denominator: number | null; n: number }>
  >;
  readonly wonByOwner: Readonly<Partial<Record<Owner, number>>>;
  /** Median length of the stays completed in it, and of how many deals. */
  readonly stageLength: Readonly<Partial<Record<Stage, { value: number; n: number }>>>;
}

const days = (count: number): number => count * 86_400;
const count = (n: number) => ({ value: n, numerator: null, denominator: null, n });
const sum = (value: number, n: number) => ({ value, numerator: null, denominator: null, n });
const ratio = (numerator: number, denominator: number) => ({
  value: numerator / denominator,
  numerator,
  denominator,
  n: denominator,
});

/**
 * Written by hand from `story.ts`, deal by deal. Deal 36 is deal 1, and deal 37 is deleted: neither counts anywhere.
 *
 * July: 1 to 6 are won after 10 days each and 35 after 23; 7 to 10 are lost; 38 is lost too, but opened again, and counts
 * where it ends. 22 deals were in the pipeline: 1 to 20, 35 and 38. At its end 11 to 16 (2,000 each), 17 to 20 (500) and
 * 38 (400) are open. The first stage was left by 1 to 6 after 2 days, by 11 to 16 after 5, by 7 to 10 after 10, by 38
 * after 14 and by 35 after 23; the second by 1 to 6 after 5, the third by the same after 3.
 *
 * August: 11 to 16 are won after 30 days each and 38 after 35; 17 to 20 are lost. Of the 11 that were open at its start and
 * 15 that were created (21 to 34, 39), at its end 21 to 24 (3,000), 25 to 28 (500), 29 to 34 (700) and 39 (800) are
 * open. The first stage was left by 21 to 24 after 4 days and by 17 to 20 after 41; the second by 21 to 24 after 15, by 11
 * to 16 after 25 and by 38 after 16.
 *
 * September: 21 to 24 are won after 45 days each, 25 to 28 are lost. Of the 15 that were open at its start and 40, at its
 * end 29 to 34 (700), 39 (1,200 now) and 40 (600) are open. The first stage was left by 29 to 34 after 22 days and by 25
 * to 28 after 38; the third by 21 to 24 after 26.
 */
export const months: readonly Month[] = [
  {
    period: '2026-07',
    kpis: {
      wonDeals: count(7),
      wonRevenue: sum(6900, 7),
      winRate: ratio(7, 11),
      closeRate: ratio(7, 22),
      salesCycle: sum(days(10), 7),
      pipelineValue: sum(14_400, 11),
    },
    wonByOwner: { ana: 6, cleo: 1 },
    stageLength: {
      first: { value: days(5), n: 18 },
      second: { value: days(5), n: 6 },
      third: { value: days(3), n: 6 },
    },
  },
  {
    period: '2026-08',
    kpis: {
      wonDeals: count(7),
      wonRevenue: sum(12_400, 7),
      winRate: ratio(7, 11),
      closeRate: ratio(7, 26),
      salesCycle: sum(days(30), 7),
      pipelineValue: sum(19_000, 15),
    },
    wonByOwner: { ben: 7 },
    stageLength: {
      first: { value: days(22.5), n: 8 },
      second: { value: days(25), n: 11 },
    },
  },
  {
    period: '2026-09',
    kpis: {
      wonDeals: count(4),
      wonRevenue: sum(12_000, 4),
      winRate: ratio(4, 8),
      closeRate: ratio(4, 16),
      salesCycle: sum(days(45), 4),
      pipelineValue: sum(6000, 8),
    },
    wonByOwner: { cleo: 4 },
    stageLength: {
      first: { value: days(22), n: 10 },
      third: { value: days(26), n: 4 },
    },
  },
];
