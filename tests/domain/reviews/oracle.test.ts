import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../lambdas/domain/kpis/catalogue.ts';
import type { Comparison, KpiResult } from '../../../lambdas/domain/reviews/document.ts';
import { kpiOf, reviewOf } from '../../support/review.ts';
import { type Naive, naive, naiveIds } from './sql/naive.ts';
import { world } from './worlds.ts';

/** The deep tier asks for more. */
const runs = Number(process.env.QUARTERDECK_ORACLE_RUNS ?? 40);

type Plain = number | string | null | undefined | { readonly [name: string]: Plain };

/** `told`, with every number that is `wanted` but for the last digits of a double written as that is wanted. */
const settled = (told: Plain, wanted: Plain): Plain => {
  if (typeof told === 'number' && typeof wanted === 'number')
    return Math.abs(told - wanted) <= 1e-9 + 1e-12 * Math.abs(wanted) ? wanted : told;
  if (typeof told !== 'object' || told === null || typeof wanted !== 'object' || wanted === null) return told;
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [name, settled(value, wanted[name])]));
};

const bare = (key: string): string => key.replace(/^(?:crm|shop):(?:(?:user|product|campaign):)?/, '');

/** A key as readers know it: without its source, unless two of the dimension are the same without. */
const shown = (key: string, keys: readonly string[]): string => {
  const alike = keys.filter((other) => bare(other) === bare(key));
  return alike.length > 1 && key !== bare(key) ? `${key.split(':')[0]}:${bare(key)}` : bare(key);
};

const comparison = (of: Comparison | null): Plain => {
  if (of === null) return null;
  const { value, n, change } = of;
  return { value, n, change };
};

/** All that the oracle tells, too. */
const plain = (kpi: KpiResult): Plain => {
  const { id, value, numerator, denominator, n, missing, companions, segments, previous, lastYear } = kpi;
  const rows: Record<string, Record<string, Plain>> = {};
  // A row of nothing says nothing: neither side needs to have it.
  for (const { by, key, value, numerator, denominator, n } of segments)
    if (value !== null || numerator || denominator || n > 0)
      rows[by] = { ...rows[by], [key ?? '']: { value, numerator, denominator, n } };
  return {
    id,
    told: { value, numerator, denominator, n, missing: missing?.code ?? null },
    previous: comparison(previous),
    lastYear: comparison(lastYear),
    companions: Object.fromEntries(companions.map((companion) => [companion.id, companion.value])),
    rows,
  };
};

const wanted = ({ rows, told: { stage: _, ...told }, ...rest }: Naive): Plain => ({
  ...rest,
  told,
  rows: Object.fromEntries(
    Object.entries(rows).map(([by, row]) => {
      const named = Object.entries(row).map(([key, { value, numerator, denominator, n }]) => [
        shown(key, Object.keys(row)),
        { value, numerator, denominator, n },
      ]);
      return [by, Object.fromEntries(named)];
    }),
  ),
});

const told = catalogue.map(({ id }) => id);

describe('an independent computation of every KPI', () => {
  it('leaves none out', () => {
    expect([...naiveIds].sort()).toEqual([...told].sort());
  });

  it(
    'agrees on its value, its companions, its segments, the previous period and last year, on whatever data',
    async () => {
      await fc.assert(
        fc.asyncProperty(world, async (of) => {
          const review = reviewOf(of.observations, of);
          for (const expected of await naive(of)) {
            const wants = wanted(expected);
            expect(settled(plain(kpiOf(review, expected.id)), wants)).toEqual(wants);
          }
        }),
        { numRuns: runs, interruptAfterTimeLimit: 50_000 + 500 * runs, markInterruptAsFailure: true },
      );
    },
    60_000 + 500 * runs,
  );
});
