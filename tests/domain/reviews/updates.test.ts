import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { catalogue } from '../../../lambdas/domain/kpis/catalogue.ts';
import { Cell } from '../../../lambdas/domain/kpis/cell.ts';
import { type AnyMeasure, type Reading, share } from '../../../lambdas/domain/kpis/formula.ts';
import { type Kpi, kpi, spread } from '../../../lambdas/domain/kpis/kpi.ts';
import type { Measure } from '../../../lambdas/domain/kpis/measure.ts';
import { leadResponse, leadsConverted, leadsQualified } from '../../../lambdas/domain/kpis/measures/leads.ts';
import { Money } from '../../../lambdas/domain/kpis/money.ts';
import { measuresOf } from '../../../lambdas/domain/reviews/result.ts';
import { reviewOf } from '../../support/review.ts';
import { type World, world } from './worlds.ts';

const worlds = fc.sample(world, { seed: 33, numRuns: 6 });

/** How often accumulators were added to in a review. */
const updatesOf = (of: World): number => {
  const add = vi.spyOn(Cell.prototype, 'add');
  reviewOf(of.observations, of);
  const { length } = add.mock.calls;
  add.mockRestore();
  return length;
};

/** The same, as if the catalogue had one KPI more. */
const updatesWith = (more: Kpi, of: World): number => {
  const kpis = catalogue as Kpi[];
  kpis.push(more);
  try {
    return updatesOf(of);
  } finally {
    kpis.pop();
  }
};

/** One that a company might think of, made of what is measured anyway. */
const convertedOfQualified = kpi({
  id: 'convertedOfQualified',
  name: 'Converted',
  definition: 'Of the leads that were qualified, how many converted.',
  formula: 'converted ÷ qualified',
  unit: 'ratio',
  better: 'higher',
  category: 'performance',
  audiences: [],
  requires: [[['lead.createdAt']]],
  source: 'this test',
  computed: share(leadsConverted, leadsQualified),
  companions: spread(leadResponse),
});

/** The same over a measure that is like a known one and not it. */
const overItsOwn = kpi({ ...convertedOfQualified, computed: share(leadsConverted, { ...leadsQualified }) });

describe('accumulator updates of a review', () => {
  it('are none more for a KPI over measures that others rest on', () => {
    for (const of of worlds) {
      const updates = updatesOf(of);
      expect(updates).toBeGreaterThan(0);
      expect(updatesWith(convertedOfQualified, of)).toBe(updates);
    }
    const total = (count: (of: World) => number) => worlds.reduce((sum, of) => sum + count(of), 0);
    expect(total((of) => updatesWith(overItsOwn, of))).toBeGreaterThan(total(updatesOf));
  });

  it('come of each record once a measure, however many KPIs rest on it', () => {
    const measures = [...new Set(catalogue.flatMap(measuresOf))] as Measure[];
    expect(catalogue.flatMap(measuresOf).length).toBeGreaterThan(measures.length);
    for (const of of worlds) {
      const spies = measures.map((measure) => vi.spyOn(measure, 'observe'));
      reviewOf(of.observations, of);
      const taken = spies.map((spy) => spy.mock.calls.map(([{ ref }]) => ref));
      for (const spy of spies) spy.mockRestore();
      expect(taken.flat().length).toBeGreaterThan(0);
      for (const refs of taken) expect(refs.length).toBe(new Set(refs).size);
    }
  });

  it('are of all the cells that a KPI asks for, and it asks for nothing else', () => {
    const money = new Money('USD', {}, {});
    for (const one of catalogue) {
      const declared = new Set(measuresOf(one));
      const cell = (measure: AnyMeasure): Cell => {
        expect([one.id, declared.has(measure)]).toEqual([one.id, true]);
        const filled = new Cell(measure.keeps);
        for (const part of [undefined, 'both', 'end', 'lost', 'easy']) filled.add(1, part);
        return filled;
      };
      const reading: Reading = { cell, money, months: 1 };
      one.computed.outcome(reading);
      for (const { value } of one.companions) value(reading);
      one.computed.interval?.(reading);
      one.computed.apart?.(reading, reading);
    }
  });
});
