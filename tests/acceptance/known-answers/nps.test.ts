import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kpiOf, segmentsBy } from '../../support/review.ts';
import { describeShared, shared } from '../../support/shared.ts';
import { type Company, startCompany } from './company.ts';

const data = 'data/nps/case_122';
const map = 'tests/fixtures/maps/nps.yaml';

describeShared("the known answers of airlines' net promoter scores, by two imports", data, () => {
  let airlines: Company;

  beforeAll(async () => {
    airlines = await startCompany();
    for (const file of ['input_01.csv', 'input_02.csv'])
      expect(await airlines.import(path.join(shared(data), file), map)).toMatchObject({ rejected: 0, pending: 0 });
  }, 120_000);

  afterAll(() => airlines?.stop());

  it('gives the score of Prep Air, with its interval', async () => {
    const score = kpiOf(await airlines.review('2024-06'), 'nps');
    expect(score).toMatchObject({ numerator: 74 - 35, denominator: 184, n: 184, leftOut: [], flags: [] });
    expect(score.value).toBeCloseTo(21.195652, 6);
    expect(score.interval?.low).toBeCloseTo(10.2512, 4);
    expect(score.interval?.high).toBeCloseTo(31.46, 4);
  });

  it('does not take its difference from Abshire Group for one', async () => {
    const { previous } = kpiOf(await airlines.review('2024-06'), 'nps');
    expect(previous).toMatchObject({ period: '2024-05', n: 91, significant: false });
    expect(previous?.certain).toBeUndefined();
    expect(previous?.change).toBeCloseTo(9.10774, 5);
  });

  it('gives them as segments of one period that holds them', async () => {
    const segments = segmentsBy(kpiOf(await airlines.review('2024-Q2'), 'nps'), 'custom.airline');
    expect([...segments.keys()].sort()).toEqual(['Abshire Group', 'Prep Air', 'Schmeler, Schimmel and Collier']);
    const [prepAir, abshire] = [segments.get('Prep Air'), segments.get('Abshire Group')];
    expect(prepAir?.value).toBeCloseTo(21.195652, 6);
    expect((prepAir?.value ?? 0) - (abshire?.value ?? 0)).toBeCloseTo(9.10774, 5);
  });
});
