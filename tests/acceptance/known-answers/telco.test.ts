import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kpiOf, segmentsBy } from '../../support/review.ts';
import { describeShared, shared } from '../../support/shared.ts';
import { type Company, startCompany } from './company.ts';

const data = 'data/telco';
/** The month that the map takes the file to be of. */
const month = '2020-01';

describeShared('the published churn of a telephone company, by one import', data, () => {
  let telco: Company;

  beforeAll(async () => {
    telco = await startCompany();
    const imported = await telco.import(
      path.join(shared(data), 'Telco-Customer-Churn.csv'),
      'tests/fixtures/maps/telco.yaml',
    );
    expect(imported).toMatchObject({ rows: 7043, rejected: 0, pending: 0 });
  }, 120_000);

  afterAll(() => telco?.stop());

  it('gives the churn of all customers, and what is left as retention', async () => {
    const review = await telco.review(month);
    const churn = kpiOf(review, 'churnRate');
    expect(churn).toMatchObject({ numerator: 1869, denominator: 7043, n: 7043, leftOut: [], missing: null });
    expect(churn.value).toBeCloseTo(0.26537, 6);
    expect(kpiOf(review, 'customerRetentionRate')).toMatchObject({ numerator: 7043 - 1869, denominator: 7043 });
  });

  it('gives the churn by contract, and the parts add up to the whole', async () => {
    const segments = segmentsBy(kpiOf(await telco.review(month), 'churnRate'), 'custom.contract');
    expect([...segments.keys()].sort()).toEqual(['Month-to-month', 'One year', 'Two year']);
    expect(segments.get('Month-to-month')?.value).toBeCloseTo(0.427097, 6);
    expect(segments.get('One year')?.value).toBeCloseTo(0.112695, 6);
    expect(segments.get('Two year')?.value).toBeCloseTo(0.028319, 6);
    const rows = [...segments.values()];
    expect(rows.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0)).toBe(1869);
    expect(rows.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0)).toBe(7043);
  });

  it('has nobody leave before that month or after it', async () => {
    const next = kpiOf(await telco.review('2020-02'), 'churnRate');
    expect(next).toMatchObject({ numerator: 0, denominator: 7043 - 1869 });
    expect(next.previous).toMatchObject({ period: month, n: 7043 });
    expect(next.previous?.value).toBeCloseTo(0.26537, 6);
  });
});
