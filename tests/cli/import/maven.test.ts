import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadMap } from '../../../cli/import/map.ts';
import type { Observation } from '../../../cli/import/observe.ts';
import { runImport } from '../../../cli/import/run.ts';
import { Tally } from '../../../cli/import/tally.ts';
import { describeShared, shared } from '../../support/shared.ts';

const data = 'data/maven-crm';
const folder = shared(data);

describeShared('the Maven example', data, () => {
  const importAll = async () => {
    const observations: Observation[] = [];
    const problems: unknown[] = [];
    const tally = new Tally();
    const map = await loadMap('docs/examples/maven/map.yaml', { directory: process.cwd(), data: folder });
    await runImport({
      file: join(folder, 'sales_pipeline.csv'),
      map,
      listener: {
        problem: (problem) => problems.push(problem),
        observation: (observation) => observations.push(observation),
      },
      tally,
      signal: new AbortController().signal,
    });
    return { observations, problems, tally };
  };

  /** Every line of the pipeline, read without the code under test: no cell of it holds a quote or a comma. */
  const lines = async (): Promise<string[][]> =>
    (await readFile(join(folder, 'sales_pipeline.csv'), 'utf8'))
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','));

  test('takes every row in, one observation where a deal began and one where it closed', async () => {
    const { problems, tally } = await importAll();
    const closed = (await lines()).filter((cells) => cells[4] === 'Won' || cells[4] === 'Lost').length;
    expect(problems).toEqual([]);
    expect(tally).toMatchObject({ rows: 8800, observations: 8800 + closed, rejected: 0, skipped: 8800 - closed });
  });

  test('says of each deal what the published totals say: 4,238 won of 6,711 closed, 10,005,534 in all', async () => {
    const { observations } = await importAll();
    const closings = observations.filter(({ set }) => set.closedAt !== undefined);
    const won = closings.filter(({ set }) => set.outcome === 'won');
    const lost = closings.filter(({ set }) => set.outcome === 'lost');
    expect([closings.length, won.length, lost.length]).toEqual([6711, 4238, 2473]);
    expect(won.reduce((sum, { set }) => sum + Number(set.amount), 0)).toBe(10_005_534);
    expect(new Set(lost.map(({ set }) => set.amount))).toEqual(new Set(['0']));
  });

  test('leaves out what is not there: 500 prospects have no beginning, 1,425 deals no customer', async () => {
    const { observations } = await importAll();
    const openings = observations.filter(({ seq }) => seq === '1');
    expect(openings.filter(({ set }) => set.createdAt === undefined)).toHaveLength(500);
    expect(openings.filter(({ set }) => set.customer === undefined)).toHaveLength(1425);
  });

  test('knows the traps: GTXPro is GTX Pro, and every agent has a region', async () => {
    const { observations } = await importAll();
    const openings = observations.filter(({ seq }) => seq === '1');
    const products = new Set(openings.map(({ set }) => set.product));
    expect(products.has('GTXPro')).toBe(false);
    expect(products.has('GTX Pro')).toBe(true);
    expect(new Set(openings.map(({ set }) => set['custom.region']))).toEqual(new Set(['Central', 'East', 'West']));
  });

  test('dates are days in UTC, and no deal is told as of the time of the import', async () => {
    const { observations } = await importAll();
    const first = observations.find(({ id, seq }) => id === '1C1I7A6R' && seq === '2');
    expect(first?.set.closedAt).toBe('2017-03-01T00:00:00Z');
    const latest = observations
      .map(({ at }) => at)
      .sort()
      .at(-1);
    expect(latest).toBe('2017-12-31T00:00:00Z');
  });
});
