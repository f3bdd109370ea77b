import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kpiOf, segmentsBy } from '../../support/review.ts';
import { describeShared, shared } from '../../support/shared.ts';
import { type Company, startCompany } from './company.ts';

const data = 'data/cdnow';

/**
 * The sample as CSV. It is published in columns of fixed width without headings, and names no purchase: some customers
 * made two of the same amount on one day, which only their lines tell apart.
 */
const asCsv = async (): Promise<string> => {
  const lines = (await readFile(path.join(shared(data), 'CDNOW_sample.txt'), 'utf8')).trim().split(/\r?\n/);
  const rows = lines.map((line, index) => {
    const [customer, , date, discs, amount] = line.trim().split(/\s+/);
    return [index + 1, customer, date, discs, amount].join(',');
  });
  return ['purchase,customer,date,discs,amount', ...rows, ''].join('\n');
};

describeShared('the known answers of the purchases of CDNOW, by one import', data, () => {
  let shop: Company;
  let folder: string;

  beforeAll(async () => {
    shop = await startCompany();
    folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-cdnow-'));
    const file = path.join(folder, 'purchases.csv');
    await writeFile(file, await asCsv());
    const imported = await shop.import(file, 'tests/fixtures/maps/cdnow.yaml');
    expect(imported).toMatchObject({ rows: 6919, rejected: 0, pending: 0 });
  }, 120_000);

  afterAll(async () => {
    await shop?.stop();
    if (folder) await rm(folder, { recursive: true });
  });

  /** All days on which anything was bought. */
  const all = '1997-01-01..1998-06-30';

  it('gives the average purchase, those of value zero in it', async () => {
    const purchase = kpiOf(await shop.review(all), 'averagePurchaseValue');
    expect(purchase).toMatchObject({ numerator: 244_091.94, denominator: 6919, n: 6919, leftOut: [] });
    expect(purchase.value).toBeCloseTo(35.2785, 4);
    expect(segmentsBy(purchase, 'custom.price').get('free')).toMatchObject({ n: 8, value: 0 });
  });

  it('knows each customer by the purchases that name it', async () => {
    expect(kpiOf(await shop.review(all), 'repeatPurchaseRate').denominator).toBe(2357);
  });

  it('loses and repeats no purchase between two years', async () => {
    const { n, numerator, previous } = kpiOf(await shop.review('1998'), 'averagePurchaseValue');
    expect(n + (previous?.n ?? 0)).toBe(6919);
    expect((numerator ?? 0) + (previous?.n ?? 0) * (previous?.value ?? 0)).toBeCloseTo(244_091.94, 2);
  });
});
