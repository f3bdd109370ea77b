import { describe, expect, it } from 'vitest';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { type Client, clientOf, json, keyWith } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { bytes, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';

let world: World;
let client: Client;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  client = clientOf(world.services);
  await world.apply({
    since: '2026-10-01',
    sources: [{ ...standardSource, recordUrl: 'https://crm.example/deals/{id}' }],
    recipients: [{ email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] }],
  });
});

const path = '/v1/workspaces/acme/reviews/2026-10/kpis/wonDeals/records';
const post = (...observations: unknown[]) =>
  postObservations(world.services, {
    workspace: 'acme',
    source: 'standard',
    body: bytes(observations),
    contentType: 'application/json',
  });
const ask = async (at: string) => json(await client('GET', at));
const idsOf = (answer: Record<string, unknown>) => (answer.records as { id: string }[]).map(({ id }) => id);

describe('the records behind a number', () => {
  it('are told as of now, with the value that they make', async () => {
    await post(wonDeal('1', 5, { name: 'Big' }), wonDeal('2', 6));
    const answer = await ask(path);
    expect(answer).toMatchObject({
      workspace: 'acme',
      period: '2026-10',
      kpi: 'wonDeals',
      scope: null,
      segment: [],
      asOf: new Date(start).toISOString(),
      value: 2,
      n: 2,
      missing: null,
      of: null,
      review: null,
      total: 2,
      more: 0,
    });
    expect((answer.records as object[])[1]).toEqual({
      record: 'deal',
      source: 'standard',
      id: '1',
      name: 'Big',
      url: 'https://crm.example/deals/1',
      at: '2026-10-05T10:00:00.000Z',
      role: 'counted',
      fields: { outcome: 'won', closedAt: '2026-10-05T10:00:00.000Z' },
    });
  });

  it('stand beside what the review told, so that one sees when they differ', async () => {
    await post(wonDeal('1', 5, { owner: 'ana' }));
    await schedule(world.services, start);
    await world.work();
    await post(wonDeal('2', 6, { owner: 'ana' }), wonDeal('3', 7, { owner: 'rui' }));
    await client('POST', '/v1/workspaces/acme/reviews', { body: { period: '2026-10' } });
    expect(await ask(path)).toMatchObject({ value: 3, review: { version: 1, value: 1, n: 1 } });
    expect(await ask(`${path}?segment=owner:ana`)).toMatchObject({ value: 2, review: { value: 1, n: 1 } });
    expect(await ask(`${path}?segment=owner:rui`)).toMatchObject({ value: 1, review: null });
  });

  it('may be of a segment, of several, of those without a key, and of as many as are asked for', async () => {
    await post(
      wonDeal('1', 5, { owner: 'ana', source: 'a&b:c' }),
      wonDeal('2', 6, { owner: 'ana' }),
      wonDeal('3', 7, { source: 'a&b:c' }),
    );
    const segment = encodeURIComponent('source:a&b:c');
    expect(idsOf(await ask(`${path}?segment=owner:ana`))).toEqual(['2', '1']);
    expect(idsOf(await ask(`${path}?segment=${segment}`))).toEqual(['3', '1']);
    expect(idsOf(await ask(`${path}?segment=owner:ana&segment=${segment}`))).toEqual(['1']);
    expect(await ask(`${path}?segment=owner:`)).toMatchObject({
      segment: [{ by: 'owner', key: null }],
      total: 1,
      records: [{ id: '3' }],
    });
    expect(await ask(`${path}?limit=1`)).toMatchObject({ total: 3, more: 2, records: [{ id: '3' }] });
  });

  it.each([
    ['?segment=owner', 422, 'owner:ana'],
    ['?segment=regoin:x', 422, 'did you mean \\"region\\"'],
    ['?limit=1001', 422, '1000'],
    ['?limit=0', 422, '1'],
    ['?segment=owner:other', 400, '50 largest'],
  ])('are refused of %s', async (query, status, told) => {
    const response = await client('GET', `${path}${query}`);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(told)]);
    expect(world.records).toEqual([]);
  });

  it('may be of a key that is called "other"', async () => {
    await post(wonDeal('1', 5, { source: 'other' }), wonDeal('2', 5));
    await client('POST', '/v1/workspaces/acme/reviews', { body: { period: '2026-10' } });
    expect(idsOf(await ask(`${path}?segment=source:other`))).toEqual(['1']);
  });

  it('are there of KPIs, periods and workspaces that there are, for whoever may read', async () => {
    const statusOf = async (at: string, key?: string) => (await client('GET', at, key ? { key } : {})).status;
    expect(await statusOf(path.replace('wonDeals', 'wonDeal'))).toBe(404);
    const meant = await json(await client('GET', path.replace('wonDeals', 'WONDEALS')));
    expect(meant.detail).toContain('; did you mean "wonDeals"?');
    expect(await statusOf(path.replace('2026-10', '2026-12'))).toBe(422);
    expect(await statusOf(path.replace('2026-10', 'October'))).toBe(422);
    expect(await statusOf(path.replace('acme', 'nobody'))).toBe(404);
    expect(await statusOf(path, await keyWith(world.services, ['read']))).toBe(200);
    expect(await statusOf(path, await keyWith(world.services, ['ingest']))).toBe(403);
    expect(await statusOf(path, await keyWith(world.services, ['read'], 'other'))).toBe(403);
  });

  it('that take long are a job, which has them when it is done', async () => {
    await post(wonDeal('1', 5));
    const hasty = clientOf(withFaults(world, { patienceMs: 0 }));
    const response = await hasty('GET', path);
    const { job } = await json(response);
    expect([response.status, response.headers.get('location')]).toEqual([202, `/v1/jobs/${job}`]);
    expect(await ask(`/v1/jobs/${job}`)).toEqual({ id: job, status: 'queued', result: null, reason: null });
    await world.work();
    expect(await ask(`/v1/jobs/${job}`)).toMatchObject({
      status: 'done',
      result: null,
      answer: { kpi: 'wonDeals', records: [{ id: '1' }] },
    });
  });

  it('that cannot be had by then say why', async () => {
    const hasty = clientOf(withFaults(world, { patienceMs: 0 }));
    await world.apply({ kpis: [{ id: 'big', name: { en: 'Big' }, count: 'deal', by: 'closedAt' }] });
    const { job } = await json(await hasty('GET', path.replace('wonDeals', 'big')));
    await world.apply({ kpis: [] });
    await world.work();
    expect(await ask(`/v1/jobs/${job}`)).toMatchObject({
      status: 'failed',
      reason: 'The workspace acme has no KPI "big" any more.',
    });
  });
});
