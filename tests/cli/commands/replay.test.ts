import { describe, expect, test } from 'vitest';
import { problem, type Routes, startApi } from '../support/api.ts';
import { quarterdeck } from '../support/cli.ts';

const post = 'POST /v1/workspaces/acme/sources/kommo/replay';
const get = 'GET /v1/jobs/j1';
const before = { deliveries: 1204, observations: 1377, failed: 3 };

const job = (change: object = {}) => ({
  id: 'j1',
  status: 'done',
  result: '/v1/workspaces/acme/sources',
  reason: null,
  progress: { done: 1204, of: 1204 },
  before,
  after: { deliveries: 1210, observations: 1500, failed: 0 },
  ...change,
});
const queued = (done: number, change: object = {}) =>
  job({ status: 'queued', result: null, progress: { done, of: 1204 }, after: null, ...change });

const running = async (args: readonly string[], jobs: readonly object[], more: Routes = {}) => {
  const left = [...jobs];
  const api = await startApi({
    [post]: () => ({ status: 202, body: { job: 'j1' } }),
    [get]: () => ({ body: left.length > 1 ? left.shift() : left[0] }),
    ...more,
  });
  const slept: number[] = [];
  return { ...(await quarterdeck(['replay', ...args], { env: api.env, slept })), asked: api.asked, slept };
};

describe('replay', () => {
  test('rebuilds, or tries what failed', async () => {
    const { asked, code } = await running(['acme', 'kommo'], [job()]);
    expect([code, JSON.parse(asked[0]?.body ?? '')]).toEqual([0, {}]);
    const failed = await running(['acme', 'kommo', '--failed'], [job()]);
    expect([failed.code, JSON.parse(failed.asked[0]?.body ?? '')]).toEqual([0, { failed: true }]);
  });

  test('waits until it is done, shows how far it is, and says what came of it', async () => {
    const { stdout, stderr } = await running(['acme', 'kommo'], [queued(0), queued(300), queued(700), job()]);
    expect(stderr).toContain('Translating: 20 %, 300 of 1,204 deliveries');
    expect(stderr).toContain('Translating: 50 %, 700 of 1,204 deliveries');
    expect(stdout.replace(/ +/g, ' ')).toContain('deliveries 1,204 1,210\n');
    expect(stdout.replace(/ +/g, ' ')).toContain('observations in them 1,377 1,500\n');
    expect(stdout.replace(/ +/g, ' ')).toContain('deliveries that failed 3 0\n');
    expect(stdout).not.toContain('quarterdeck sources');
  });

  test('tells how many are of another account, where any are; to fail they do not', async () => {
    const counts = { before: { ...before, wrongAccount: 7 }, after: { ...job().after, wrongAccount: 5 } };
    const { code, stdout } = await running(['acme', 'kommo', '--failed'], [job(counts)]);
    expect(stdout.replace(/ +/g, ' ')).toContain('deliveries of another account 7 5\n');
    expect(code).toBe(0);
    expect((await running(['acme', 'kommo'], [job()])).stdout).not.toContain('of another account');
  });

  test('with --json tells the job and the counts, and nothing else', async () => {
    const { json } = await running(['acme', 'kommo', '--json'], [queued(0), job()]);
    expect(json()).toEqual({ job: 'j1', before, after: job().after });
  });

  test.each([
    [[], 2, 0],
    [[], 3, 0],
    [[], 4, 3],
    [['--failed'], 0, 0],
    [['--failed'], 1, 3],
  ] as const)('%j after which %i fail, of 3 before, ends with exit code %i', async (options, failed, expected) => {
    const after = { ...before, failed };
    const { code, stdout } = await running(['acme', 'kommo', ...options], [job({ after })]);
    expect(code).toBe(expected);
    expect(stdout.includes('quarterdeck sources acme kommo')).toBe(failed > 0);
  });

  test('that fails says why: exit code 1', async () => {
    const gone = job({
      status: 'failed',
      result: null,
      reason: 'The workspace has no source "kommo" any more.',
      after: null,
    });
    const { code, stderr } = await running(['acme', 'kommo'], [gone]);
    expect(code).toBe(1);
    expect(stderr).toContain('has no source "kommo" any more');
  });

  test('waits for as long as it comes further, and no longer than a quarter of an hour for the next', async () => {
    const reason = 'A step of it failed. It is tried again by itself.';
    const { code, stderr, slept } = await running(
      ['acme', 'kommo'],
      [...Array.from({ length: 400 }, (_, index) => queued(Math.floor(index / 200))), queued(2, { reason })],
    );
    expect(code).toBe(1);
    expect(slept.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(30 * 60_000);
    expect(stderr).toContain('came no further for a quarter of an hour');
    expect(stderr).toContain(reason);
  });

  test('says what is under way: exit code 1', async () => {
    const { code, stderr } = await running(['acme', 'kommo'], [job()], {
      [post]: () => problem(409, 'Everything of the source "kommo" is being translated again.', { job: 'j0' }),
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining('is being translated again. (409)')]);
  });
});
