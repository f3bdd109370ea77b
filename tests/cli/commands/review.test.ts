import { describe, expect, test } from 'vitest';
import type { KpiResult } from '../../../cli/http/answers.ts';
import { kpi, kpiResult, review } from '../support/answers.ts';
import { problem } from '../support/api.ts';
import { compute, reviewing } from '../support/reviewing.ts';

const segment = (by: string, key: string | null, n = 1, label = key ?? '—'): KpiResult['segments'][number] => ({
  by,
  key,
  label,
  n,
});

describe('the table', () => {
  const document = review({
    kpis: [
      kpiResult({
        previous: { period: '2016', value: 0.61, change: 0.0215, n: 100, significant: true },
        lastYear: { period: '2015', value: null, change: null, n: 100, significant: null },
        target: { atLeast: 0.7, status: 'missed' },
      }),
      kpiResult({
        id: 'salesCycle',
        unit: 'duration',
        better: 'lower',
        value: 4_924_800,
        companions: [{ id: 'mean', unit: 'duration', value: 4_473_916 }],
        flags: ['partial'],
      }),
      kpiResult({
        id: 'nps',
        unit: 'score',
        value: null,
        n: 0,
        missing: { code: 'zeroDenominator', needs: [], text: 'No survey has been answered.' },
      }),
    ],
    restatements: [{ kpi: 'winRate', period: '2016', was: 0.6, is: 0.61, records: 2, cause: 'late' }],
    highlights: [{ text: 'Win rate missed its target.' }],
  });

  test('has the name, the value with its unit, what it is compared with, the target, flags and companions', async () => {
    const { code, stdout, asked } = await reviewing(['2017'], { [compute]: () => ({ body: document }) });
    // The names of a company's own KPIs, too.
    expect(asked.at(-1)?.query.get('workspace')).toBe('acme');
    expect(code).toBe(0);
    const rows = stdout.split('\n');
    expect(rows[0]).toBe('acme · 2017');
    expect(rows.find((row) => row.startsWith('KPI'))).toMatch(/value +vs 2016 +vs 2015 +target/);
    expect(rows.find((row) => row.startsWith('Win rate'))).toMatch(/63\.2 % +▲ \+2\.2 pp +— +≥ 70\.0 % missed$/);
    expect(stdout).toMatch(/salesCycle +57 days\n {2}n 6,711 · mean 51\.8 days · data begin within it/);
    expect(stdout).toContain('Without an arrow: within noise, small, on few records, or of a part of a period.');
  });

  test('fits 80 columns with large sums, long names and every column', async () => {
    const compared = (period: string) => ({ period, value: 1, change: -12_345_678, n: 100, significant: true });
    const wide = kpiResult({
      id: 'customerRetentionRate',
      unit: 'money',
      value: 123_456_789,
      previous: compared('2026-Q3'),
      lastYear: compared('2025-Q4'),
      flags: ['partial', 'stillOpen'],
      companions: ['median', 'mean', 'p90'].map((id) => ({ id, unit: 'money', value: 123_456_789 })),
    });
    const { stdout } = await reviewing(['2017'], {
      [compute]: () => ({
        body: review({ kpis: [wide, ...document.kpis], highlights: [{ text: 'much happened, '.repeat(20) }] }),
      }),
    });
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toContain('USD 123,456,789');
  });

  test('names the days of its period, both included, and says when it is not over', async () => {
    const closed = await reviewing(['2017'], { [compute]: () => ({ body: review() }) });
    expect(closed.stdout).toContain('\n2017-01-01 to 2017-12-31, UTC · closed · version 3\n');
    const running = await reviewing(['2017'], { [compute]: () => ({ body: review({ status: 'running' }) }) });
    expect(running.stdout).toContain('running: it is not over');
  });

  test('gathers what only waits for data, by the fields that are needed', async () => {
    const missing = { code: 'noData', needs: ['lead.createdAt', 'lead.convertedAt'], text: 'No record …' };
    const { stdout } = await reviewing(['2017'], {
      [compute]: () => ({ body: review({ kpis: [kpiResult({ value: null, missing })] }) }),
    });
    expect(stdout).toMatch(/^Waiting for data: .*\n {2}Win rate +lead\.createdAt, lead\.convertedAt$/m);
  });

  test('of a range is compared with ranges that are named below it, and says how to go on', async () => {
    const before = { period: '2016-12-17..2016-12-31', value: 0.5, change: 0.1, n: 100, significant: true };
    const { stdout } = await reviewing(['2017-01-01..2017-01-15'], {
      [compute]: () => ({
        body: review({
          period: '2017-01-01..2017-01-15',
          kpis: [
            kpiResult({
              previous: before,
              segments: [segment('owner', 'ana'), segment('owner', 'rui'), segment('stage', 'x')],
            }),
          ],
        }),
      }),
    });
    expect(stdout).toContain('vs before');
    expect(stdout).toContain('Before: 2016-12-17..2016-12-31.');
    expect(stdout).toContain('quarterdeck review acme 2017-01-01..2017-01-15 --segment owner=…');
  });

  test('of a year compares with the year before once', async () => {
    const before = { period: '2016', value: 0.61, change: 0.022, n: 100, significant: null };
    const year = review({ kpis: [kpiResult({ previous: before, lastYear: before })] });
    const { stdout } = await reviewing(['2017'], { [compute]: () => ({ body: year }) });
    expect(stdout.match(/vs 2016/g)).toHaveLength(1);
    expect(stdout.match(/2\.2 pp/g)).toHaveLength(1);
  });

  test('has what stands out, what was restated, what has no value and why, and the sources', async () => {
    const { stdout } = await reviewing(['2017'], { [compute]: () => ({ body: document }) });
    expect(stdout).toContain('Win rate missed its target.');
    expect(stdout).toContain('Win rate of 2016 was 60.0 % and is 61.0 % (late)');
    expect(stdout).toMatch(/Without a value\n {2}nps +No survey has been answered\./);
    expect(stdout).toContain('kommo: 15,511 observations, 18 deliveries');
  });

  test('judges no change that may be noise or rests on few records', async () => {
    const change = { period: '2016', value: 0.5, change: 0.1315, n: 100, significant: false };
    const noise = await reviewing(['2017'], {
      [compute]: () => ({ body: review({ kpis: [kpiResult({ previous: change })] }) }),
    });
    expect(noise.stdout).toContain(' +13.2 pp');
    expect(noise.stdout).not.toMatch(/[▲▼]/);
    const thin = { ...change, n: 100, significant: null };
    const few = await reviewing(['2017'], {
      [compute]: () => ({ body: review({ kpis: [kpiResult({ previous: thin, flags: ['thin'] })] }) }),
    });
    expect(few.stdout).toMatch(/few records/);
    expect(few.stdout).not.toMatch(/[▲▼]/);
  });

  test('says how many records could not be counted, and why', async () => {
    const leftOut = [
      { code: 'noRate', records: 2 },
      { code: 'noClosedAt', records: 1200 },
    ];
    const { stdout } = await reviewing(['2017'], {
      [compute]: () => ({ body: review({ kpis: [kpiResult({ leftOut })] }) }),
    });
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      '2 left out, in a currency without a rate: add it to rates · 1,200 left out, without closedAt',
    );
  });

  test('judges no small change, none against a period in which the data begin, and no sum of one that is not over', async () => {
    const sum = {
      unit: 'money',
      previous: { period: '2016', value: 100, change: 20, n: 100, significant: null },
    } as const;
    const against = { ...sum, previous: { ...sum.previous, partial: true } };
    const shown = async (of: Parameters<typeof review>[0]): Promise<string> =>
      (await reviewing(['2017'], { [compute]: () => ({ body: review(of) }) })).stdout;
    expect(await shown({ kpis: [kpiResult(sum)] })).toMatch(/▲/);
    expect(await shown({ kpis: [kpiResult({ ...sum, previous: { ...sum.previous, change: 9 } })] })).not.toMatch(
      /[▲▼]/,
    );
    expect(await shown({ kpis: [kpiResult(against)] })).not.toMatch(/[▲▼]/);
    expect(await shown({ kpis: [kpiResult(sum)], status: 'running' })).not.toMatch(/[▲▼]/);
  });

  test.each([
    ['higher', 0.1, 32],
    ['higher', -0.1, 31],
    ['lower', 0.1, 31],
    ['lower', -0.1, 32],
  ] as const)('where %s is better, colours a change of %s with %i', async (better, change, colour) => {
    const previous = { period: '2016', value: 0.5, change, n: 100, significant: true };
    const { stdout } = await reviewing(
      ['2017'],
      { [compute]: () => ({ body: review({ kpis: [kpiResult({ better, previous })] }) }) },
      { tty: true },
    );
    expect(stdout).toContain(`\u001b[${colour}m${change > 0 ? '▲ +' : '▼ −'}10.0 pp`);
  });

  test('tells as a number what the catalogue says is no share, with true minus signs and codes as words', async () => {
    const roi = kpiResult({
      id: 'roi',
      value: -0.231,
      companions: [{ id: 'arpa', unit: 'money', value: 12 }],
      leftOut: [{ code: 'respondedBeforeCreated', records: 2 }],
      target: { atLeast: 3, status: 'missed' },
    });
    const ratio = { ...roi, id: 'winRate', target: null };
    const { stdout } = await reviewing(['2017'], {
      [compute]: () => ({ body: review({ kpis: [roi, ratio] }) }),
      'GET /v1/kpis': () => ({ body: { kpis: [{ ...kpi, id: 'roi', name: 'Return', toldAs: 'number' }, kpi] } }),
    });
    expect(stdout).toMatch(/^Return +−0\.23 +≥ 3 missed\b/m);
    expect(stdout).toMatch(/^Win rate +−23\.1 %/m);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'revenue of an account USD 12.00 · 2 left out, answered before they were created',
    );
  });

  test('shows ids where the catalogue cannot be had', async () => {
    const { code, stdout } = await reviewing(['2017'], {
      [compute]: () => ({ body: document }),
      'GET /v1/kpis': () => problem(500, 'No.'),
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^winRate/m);
  });

  test('cannot be steered by what a CRM holds', async () => {
    const hostile = review({ highlights: [{ text: 'Ana\u001b[2J\u001b]0;x\u0007 won' }] });
    const { stdout } = await reviewing(['2017'], { [compute]: () => ({ body: hostile }) });
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\u0007');
  });
});

test('the period and the segments are what is asked for', async () => {
  const { asked } = await reviewing(['2017', '--segment', 'custom.region=West', 'owner=a=b'], {
    [compute]: () => ({ body: review() }),
  });
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
    period: '2017',
    segment: { 'custom.region': 'West', owner: 'a=b' },
  });
});

describe('of a segment in which nothing counts', () => {
  const nothing = kpiResult({ n: 0, value: null, missing: { code: 'zeroDenominator', needs: [], text: 'None.' } });
  const asking = (whole: readonly ReturnType<typeof segment>[]) =>
    reviewing(['2017', '--segment', 'owner=zzz'], {
      [compute]: ({ body }) =>
        body.includes('segment')
          ? { body: review({ scope: { owner: 'zzz' }, kpis: [nothing] }) }
          : { body: review({ kpis: [kpiResult({ segments: [...whole] })] }) },
    });

  test('the keys that there are instead are told, those of most records first', async () => {
    const { stdout, asked } = await asking([
      segment('owner', 'ana', 2, 'Ana'),
      segment('owner', 'rui', 5),
      segment('owner', null, 9),
      { ...segment('owner', 'other', 9), other: true },
      segment('stage', 'x', 9),
    ]);
    expect(stdout).toContain('No record counts in owner=zzz.');
    expect(stdout).toContain('Of owner there is in this period: rui, ana (Ana).');
    expect(asked.map(({ body }) => JSON.parse(body === '' ? 'null' : body)).slice(0, 2)).toEqual([
      { period: '2017', segment: { owner: 'zzz' } },
      { period: '2017' },
    ]);
  });

  test('of many keys twenty are told, and of none that there is none', async () => {
    const many = Array.from({ length: 23 }, (_, index) => segment('owner', `o${index}`, 100 - index));
    expect((await asking(many)).stdout.replaceAll(/\s+/g, ' ')).toMatch(/: o0, .*, o19 and 3 more\./);
    expect((await asking([])).stdout).toContain('Of owner there is in this period: none.');
  });
});

test('a segment that is no pair is a mistake of usage', async () => {
  const { code, stderr, asked } = await reviewing(['2017', '--segment', 'West'], {});
  expect([code, asked.length]).toEqual([2, 0]);
  expect(stderr).toContain('by=key');
});

test('--json is the review document', async () => {
  const { json, stderr } = await reviewing(['2017', '--json'], { [compute]: () => ({ body: review() }) });
  expect(json()).toEqual(review());
  expect(stderr).not.toContain('{');
});

describe('a review that takes long', () => {
  const queued = { status: 202, headers: { location: '/v1/jobs/j1' }, body: { job: 'j1' } };

  test('is waited for', async () => {
    const states = ['queued', 'queued', 'done'];
    const { code, json, asked } = await reviewing(['2017', '--json'], {
      [compute]: () => queued,
      'GET /v1/jobs/j1': () => ({
        body: { id: 'j1', status: states.shift(), result: '/v1/workspaces/acme/reviews/2017?version=3', reason: null },
      }),
      'GET /v1/workspaces/acme/reviews/2017': () => ({ body: review() }),
    });
    expect(code).toBe(0);
    expect(json()).toEqual(review());
    expect(asked.at(-1)?.query.get('version')).toBe('3');
  });

  test('and fails, fails with its reason', async () => {
    const { code, stderr } = await reviewing(['2017'], {
      [compute]: () => queued,
      'GET /v1/jobs/j1': () => ({ body: { id: 'j1', status: 'failed', result: null, reason: 'out of memory' } }),
    });
    expect(code).toBe(1);
    expect(stderr).toContain('out of memory');
  });

  test('is not waited for longer than a quarter of an hour', async () => {
    const { code, stderr, asked } = await reviewing(['2017'], {
      [compute]: () => queued,
      'GET /v1/jobs/j1': () => ({ body: { id: 'j1', status: 'queued', result: null, reason: null } }),
    });
    expect(code).toBe(1);
    expect(stderr).toContain('still not done');
    expect(asked.length).toBeLessThan(320);
  });
});
