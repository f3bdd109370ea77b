import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kpiResult, review } from '../support/answers.ts';
import { problem, type Routes, startApi } from '../support/api.ts';
import { quarterdeck } from '../support/cli.ts';
import { compute, reviewing } from '../support/reviewing.ts';

describe('other forms', () => {
  const page = 'GET /v1/workspaces/acme/reviews/2017';
  const routes: Routes = {
    [compute]: () => ({ body: review({ id: 'acme/annual/2017-01-01/owner=a%2Fb/3', scope: { owner: 'a/b' } }) }),
    [page]: ({ headers, query }) => ({ body: `${headers.accept} ${query.get('version')} ${query.get('scope')}` }),
  };

  test('are of the very version and scope that was computed, written to files', async () => {
    const { code, stdout, directory } = await reviewing(['2017', '--html', 'r.html', '--csv', 'r.csv'], routes);
    expect([code, stdout]).toEqual([0, '']);
    expect(await readFile(join(directory, 'r.html'), 'utf8')).toBe('text/html 3 owner=a%2Fb');
    expect(await readFile(join(directory, 'r.csv'), 'utf8')).toBe('text/csv 3 owner=a%2Fb');
  });

  test('are the very bytes that were answered, a byte order mark and all', async () => {
    const bytes = '\ufeffsecção;1,5\r\n';
    const { directory } = await reviewing(['2017', '--csv', 'r.csv', '--xlsx', 'r.xlsx'], {
      ...routes,
      [page]: ({ headers }) => ({ body: `${bytes}${headers.accept}` }),
    });
    expect(await readFile(join(directory, 'r.csv'), 'utf8')).toBe(`${bytes}text/csv`);
    expect(await readFile(join(directory, 'r.xlsx'), 'utf8')).toBe(
      `${bytes}application/vnd.openxmlformats-officedocument.spreadsheetml.sheet`,
    );
  });

  test('are of the role and in the language that are named', async () => {
    const options = ['--html', 'r.html', '--xlsx', 'r.xlsx', '--role', 'sales', '--locale', 'pt-BR'];
    const { directory } = await reviewing(['2017', ...options], {
      ...routes,
      [page]: ({ query }) => ({ body: `${query.get('role')} ${query.get('locale')} ${query.get('version')}` }),
    });
    for (const file of ['r.html', 'r.xlsx'])
      expect(await readFile(join(directory, file), 'utf8')).toBe('sales pt-BR 3');
  });

  test.each([
    ['--role', 'sales'],
    ['--locale', 'pt-BR'],
    ['--role', 'sales', '--json'],
  ])('alone have those: %s %s goes with a file', async (...options) => {
    const { code, stderr, asked } = await reviewing(['2017', ...options], routes);
    expect([code, asked.length]).toEqual([2, 0]);
    expect(stderr).toContain('--role and --locale go with --html');
  });

  test('go to standard output for -', async () => {
    const { stdout } = await reviewing(['2017', '--csv', '-'], routes);
    expect(stdout).toBe('text/csv 3 owner=a%2Fb');
  });

  test.each([
    ['--json', ['--csv', '-', '--json']],
    ['each other', ['--csv', '-', '--html', '-']],
    ['a workbook', ['--xlsx', '-', '--json']],
  ])('cannot share standard output with %s', async (_, options) => {
    const { code, asked } = await reviewing(['2017', ...options], routes);
    expect([code, asked.length]).toEqual([2, 0]);
  });

  test('are opened, or where they were written is told', async () => {
    const opened: string[] = [];
    const api = await startApi(routes);
    const { code } = await quarterdeck(['review', 'acme', '2017', '--open'], { env: api.env, opened });
    expect([code, opened.length]).toEqual([0, 1]);
    expect(await readFile(opened[0] ?? '', 'utf8')).toContain('text/html');
    const { stderr } = await quarterdeck(['review', 'acme', '2017', '--open'], { env: api.env });
    expect(stderr).toContain('review.html');
  });

  test('that cannot be written fail with the path', async () => {
    const { code, stderr } = await reviewing(['2017', '--html', 'no/such/folder/r.html'], routes);
    expect(code).toBe(1);
    expect(stderr).toContain('no/such/folder/r.html cannot be written');
  });
});

describe('the segments that there are', () => {
  const segment = (by: string, key: string | null, label: string, n: number) => ({
    by,
    key,
    label,
    value: 1,
    numerator: null,
    denominator: null,
    n,
    overlaps: false,
  });
  const routes: Routes = {
    [compute]: () => ({
      body: review({
        kpis: [
          kpiResult({ segments: [segment('owner', '7', 'Ana', 2), segment('owner', null, '', 9)] }),
          kpiResult({ segments: [segment('owner', 'rui', 'rui', 5), segment('region', 'south', 'South', 1)] }),
        ],
      }),
    }),
  };

  test('are listed by dimension, as --segment takes them, those of most records first', async () => {
    const { stdout, code } = await reviewing(['2017', '--segments'], routes);
    expect([code, stdout]).toEqual([0, '--segment owner=…\n  rui, 7 (Ana)\n--segment region=…\n  south (South)\n']);
    const { stdout: json } = await reviewing(['2017', '--segments', '--json'], routes);
    expect(JSON.parse(json)).toMatchObject({
      owner: [
        { key: 'rui', n: 5 },
        { key: '7', label: 'Ana' },
      ],
    });
  });

  test('are told where one is asked for that is none of them', async () => {
    const message = '"anna" is not a key of owner; did you mean "ana"?';
    const errors = [{ path: 'segment.owner', message }];
    const { code, stderr } = await reviewing(['2017', '--segment', 'owner=anna'], {
      [compute]: () => problem(422, `segment.owner: ${message}`, { errors }),
    });
    expect(code).toBe(1);
    expect(stderr).toContain('did you mean "ana"?');
  });
});

test('a period that is none is told as the API tells it, once', async () => {
  const errors = [{ path: 'period', message: 'write 2026-10' }];
  const { code, stderr } = await reviewing(['x'], {
    [compute]: () => problem(422, 'period: write 2026-10', { errors }),
  });
  expect(code).toBe(1);
  expect(stderr.match(/write 2026-10/g)).toHaveLength(1);
});
