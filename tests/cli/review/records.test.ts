import { describe, expect, test } from 'vitest';
import type { RecordsAnswer } from '../../../cli/http/answers.ts';
import { kpi } from '../support/answers.ts';
import { type Routes, startApi } from '../support/api.ts';
import { quarterdeck } from '../support/cli.ts';
import { folderWith } from '../support/files.ts';

const answer: RecordsAnswer = {
  workspace: 'acme',
  period: '2026-10',
  kpi: 'winRate',
  segment: [{ by: 'owner', key: 'ana' }],
  unit: 'ratio',
  currency: 'EUR',
  value: 0.5,
  n: 2,
  missing: null,
  review: { version: 3, value: 1, n: 1 },
  total: 1203,
  more: 1200,
  records: [
    {
      record: 'deal',
      source: 'kommo',
      id: '42',
      name: 'Big \u001b[31mone',
      url: 'https://crm.example/42',
      role: 'both',
      fields: { outcome: 'won', closedAt: '2026-10-03T12:00:00.000Z', amount: null },
    },
    { record: 'deal', source: 'kommo', id: '41', name: null, url: null, role: null, leftOut: 'noClosedAt', fields: {} },
    {
      record: 'customer',
      source: 'kommo',
      id: '7',
      name: 'Acme',
      url: null,
      role: 'counted',
      part: 'red',
      partBefore: 'green',
      fields: {},
      subscriptions: [{ id: 's1', mrr: '10', endedAt: null }],
    },
  ],
};
const records = 'GET /v1/workspaces/acme/reviews/2026-10/kpis/winRate/records';

const listing = async (args: readonly string[], routes: Routes) => {
  const api = await startApi({ 'GET /v1/kpis': () => ({ body: { kpis: [kpi] } }), ...routes });
  const ran = await quarterdeck(['review', 'acme', '2026-10', '--records', 'winRate', ...args], {
    directory: await folderWith(),
    env: api.env,
  });
  return { ...ran, asked: api.asked };
};

describe('review --records', () => {
  test('lists the records with how they count, what they say and where they are seen', async () => {
    const { code, stdout } = await listing(['--segment', 'owner=ana'], { [records]: () => ({ body: answer }) });
    expect(code).toBe(0);
    expect(stdout).toContain('acme · 2026-10 · Win rate · owner=ana\n');
    expect(stdout).toContain('50.0 % (n 2); the review of version 3 told 100.0 % (n 1)');
    expect(stdout).toMatch(/kommo:deal:42 +Big .*one +both/);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('outcome won · closedAt 2026-10-03T12:00:00.000Z · https://crm.example/42');
    expect(stdout).toMatch(/kommo:deal:41 +left out, without closedAt/);
    expect(stdout).toMatch(/kommo:customer:7 +Acme +counted · red, before green/);
    expect(stdout).toContain('s1: mrr 10');
    expect(stdout).toContain('1,200 of 1,203 are not shown');
  });

  test.each([
    [
      ['--segment', 'owner=ana', 'custom.tier=a:b'],
      ['owner:ana', 'custom.tier:a:b'],
    ],
    [['--segment', 'owner:ana'], ['owner:ana']],
    [['--segment', 'owner='], ['owner:']],
    [[], []],
  ])('asks for the segments of %j', async (args, segments) => {
    const { asked } = await listing(args, { [records]: () => ({ body: answer }) });
    expect(asked[0]?.query.getAll('segment')).toEqual(segments);
    expect(asked[0]?.query.get('limit')).toBe('1000');
  });

  test('waits for what takes long', async () => {
    const { code, stdout } = await listing([], {
      [records]: () => ({ status: 202, body: { job: 'j1' } }),
      'GET /v1/jobs/j1': () => ({ body: { id: 'j1', status: 'done', result: null, reason: null, answer } }),
    });
    expect([code, stdout.includes('kommo:deal:42')]).toEqual([0, true]);
  });

  test('is the answer itself for programs', async () => {
    const { stdout } = await listing(['--json'], { [records]: () => ({ body: answer }) });
    expect(JSON.parse(stdout)).toEqual(answer);
  });

  test('says where nothing counts, and that it is no review', async () => {
    const none = { ...answer, records: [], total: 0, more: 0, value: null, n: 0, review: null };
    const { stdout } = await listing([], { [records]: () => ({ body: none }) });
    expect(stdout).toContain('No record counts.');
    const { code, stderr } = await listing(['--html', 'x.html'], {});
    expect([code, stderr]).toEqual([2, expect.stringContaining('--records goes with --segment and --json only')]);
    expect((await listing(['--segment', 'owner'], {})).stderr).toContain('write it as by=key');
  });
});
