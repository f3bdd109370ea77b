import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import { kpiOf } from '../support/review.ts';
import { describeShared, shared } from '../support/shared.ts';
import { adminKey, type RunningSystem, startSystem } from '../support/system.ts';

const root = path.resolve(import.meta.dirname, '../..');
const data = 'data/maven-crm';
const example = path.join(root, 'docs/examples/maven');

let system: RunningSystem;

/** `npx quarterdeck …`, answering what it wrote to standard output. */
const quarterdeck = async (...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(root, 'cli/quarterdeck.mjs'), ...args], {
    env: { ...process.env, QUARTERDECK_URL: system.url, QUARTERDECK_KEY: adminKey },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
};

const review = async (period: string): Promise<ReviewDocument> =>
  JSON.parse(await quarterdeck('review', 'maven', period, '--json'));

const days = 86_400;

describeShared('the published answers of Maven CRM, by one import', data, () => {
  beforeAll(async () => {
    system = await startSystem();
    await quarterdeck('apply', path.join(example, 'workspace.yaml'));
    const map = path.join(example, 'map.yaml');
    const file = path.join(shared(data), 'sales_pipeline.csv');
    await quarterdeck('import', file, '--workspace', 'maven', '--source', 'maven', '--map', map, '--json');
  }, 120_000);

  afterAll(() => system?.stop());

  it('gives the year 2017', async () => {
    const year = await review('2017');
    expect(kpiOf(year, 'wonDeals').value).toBe(4238);
    expect(kpiOf(year, 'winRate').value).toBeCloseTo(0.631501, 6);
    expect(kpiOf(year, 'wonRevenue').value).toBe(10_005_534);
    expect(kpiOf(year, 'averagePurchaseValue').value).toBeCloseTo(2360.909391, 6);
    expect(kpiOf(year, 'averagePurchaseValue').companions).toContainEqual({ id: 'median', unit: 'money', value: 1117 });
    const cycle = kpiOf(year, 'salesCycle');
    expect(cycle.value).toBe(57 * days);
    expect((cycle.companions.find(({ id }) => id === 'mean')?.value ?? 0) / days).toBeCloseTo(51.781973, 6);
  });

  it('gives the region West', async () => {
    const year = await review('2017');
    const west = (id: string) =>
      kpiOf(year, id).segments.find(({ by, key }) => by === 'custom.region' && key === 'West');
    expect(west('winRate')).toMatchObject({ numerator: 1438, denominator: 1438 + 811 });
    expect(west('wonRevenue')?.value).toBe(3_568_647);
  });

  it('shows the year to a person', async () => {
    const shown = await quarterdeck('review', 'maven', '2017');
    for (const line of [
      /^Won revenue +USD 10,005,534 /m,
      /^Won deals +4,238 /m,
      /^Win rate +63\.2 % /m,
      /^Average purchase +USD 2,360\.91 /m,
      /^Sales cycle +57 days /m,
    ])
      expect(shown).toMatch(line);
    expect(shown.replace(/\s+/g, ' ')).toContain('mean 51.8 days');
    expect(shown.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('shows the region West to a person who asks for it alone', async () => {
    const shown = await quarterdeck('review', 'maven', '2017', '--segment', 'custom.region=West');
    expect(shown).toContain('only custom.region West');
    expect(shown).toMatch(/^Won revenue +USD 3,568,647 /m);
    expect(shown).toMatch(/^Won deals +1,438 /m);
  });

  it.each([
    ['2017-Q1', 531, 116, 0.820711, 1_134_672],
    ['2017-Q2', 1254, 778, 0.617126, 3_086_111],
  ])('gives %s by the quarter of the close', async (period, won, lost, rate, revenue) => {
    const quarter = await review(period);
    expect(kpiOf(quarter, 'winRate')).toMatchObject({ numerator: won, denominator: won + lost });
    expect(kpiOf(quarter, 'winRate').value).toBeCloseTo(rate, 6);
    expect(kpiOf(quarter, 'wonRevenue').value).toBe(revenue);
  });
});
