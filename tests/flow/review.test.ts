import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parsePeriod } from '../../lambdas/domain/periods/parse.ts';
import type { ReviewAddress, ReviewMessage } from '../../lambdas/domain/ports.ts';
import { findReview } from '../../lambdas/flow/findReview.ts';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { review } from '../../lambdas/flow/review.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { storeReview } from '../../lambdas/flow/storeReview.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { bytes, signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';

let database: RunningDatabase;
let world: World;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const ana = { email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] };

beforeEach(async () => {
  world = await createWorld(database);
  await world.apply({ since: '2026-10-01', sources: [standardSource], recipients: [ana] });
});

const address: ReviewAddress = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null };
const message = (change: Partial<ReviewMessage> = {}): ReviewMessage => ({
  workspace: 'acme',
  period: '2026-10',
  asOf: start,
  scopes: [null],
  recipients: [],
  late: [],
  job: null,
  ...change,
});
const post = (...observations: unknown[]) =>
  postObservations(world.services, {
    workspace: 'acme',
    source: 'standard',
    body: bytes(observations),
    contentType: 'application/json',
  });
const latest = () => world.services.reviews.latest(address);
const won = async () => (await latest())?.kpis.find(({ id }) => id === 'wonDeals')?.value;
const versions = async () => (await world.services.reviews.list('acme', 50)).items.map(({ id }) => id);

describe('a review', () => {
  it('calls a source by the name of its system where it bears that system’s id, and tells no other name of it', async () => {
    const hubspot = { system: 'hubspot', secrets: ['the-client-secret-of-an-app'] };
    await world.apply({ sources: [standardSource, { id: 'hubspot', ...hubspot }, { id: 'stripe', ...hubspot }] });
    await review(world.services, message());
    const names = (await latest())?.coverage.map(({ source, name }) => [source, name]);
    expect(names).toEqual([
      ['standard', 'Standard Webhooks'],
      ['hubspot', 'HubSpot'],
      ['stripe', undefined],
    ]);
  });

  it('sees what was received a moment ago, although no stream event came', async () => {
    await receive(world.services, signedHook(wonDeal('1', 5)));
    await review(world.services, message());
    expect(await won()).toBe(1);
    expect(await latest()).toMatchObject({
      id: 'acme/monthly/2026-10-01/all/1',
      version: 1,
      status: 'closed',
      computedAt: '2026-11-02T12:00:00.000Z',
    });
  });

  it('tells how much came from each source', async () => {
    world = await createWorld(database);
    world.now = Date.parse('2026-10-20T00:00:00Z');
    await world.apply({ sources: [standardSource] });
    await post(wonDeal('1', 5));
    world.now = start;
    await review(world.services, message());
    expect((await latest())?.coverage).toMatchObject([
      { source: 'standard', deliveries: 1, observations: 1, failed: 0 },
    ]);
  });

  it('that says nothing new is not kept twice', async () => {
    await post(wonDeal('1', 5));
    await review(world.services, message());
    await review(world.services, message({ asOf: start + 60_000 }));
    expect(await versions()).toEqual(['acme/monthly/2026-10-01/all/1']);
  });

  it('that says something new stands beside the one before', async () => {
    await post(wonDeal('1', 5));
    await review(world.services, message());
    await post(wonDeal('2', 6));
    await review(world.services, message());
    expect(await versions()).toEqual(['acme/monthly/2026-10-01/all/2', 'acme/monthly/2026-10-01/all/1']);
    expect((await world.services.reviews.get(address, 1))?.kpis.find(({ id }) => id === 'wonDeals')?.value).toBe(1);
  });

  it('of a period that goes on is running', async () => {
    await review(world.services, message({ period: '2026-11' }));
    expect(await world.services.reviews.latest({ ...address, start: '2026-11-01' })).toMatchObject({
      status: 'running',
    });
  });

  it('of a range is kept under both its days', async () => {
    await post(wonDeal('1', 5), wonDeal('2', 25));
    await review(world.services, message({ period: '2026-10-01..2026-10-15' }));
    const range = await world.services.reviews.latest({
      ...address,
      cadence: 'range',
      start: '2026-10-01..2026-10-15',
    });
    expect(range?.id).toBe('acme/range/2026-10-01..2026-10-15/all/1');
    expect(range?.kpis.find(({ id }) => id === 'wonDeals')?.value).toBe(1);
  });

  it('tells in the next period what has changed since it was mailed', async () => {
    await post(wonDeal('1', 5));
    await schedule(world.services, start);
    await world.work();
    await post(wonDeal('2', 6));
    await review(world.services, message({ period: '2026-11', asOf: Date.parse('2026-12-02T12:00:00Z') }));
    const november = await world.services.reviews.latest({ ...address, start: '2026-11-01' });
    expect(november?.restatements).toContainEqual(
      expect.objectContaining({ kpi: 'wonDeals', period: '2026-10', was: 1, is: 2, cause: 'late' }),
    );
  });

  it('tells of no change since what was computed and never mailed', async () => {
    await post(wonDeal('1', 5));
    await review(world.services, message());
    await post(wonDeal('2', 6));
    await review(world.services, message({ period: '2026-11', asOf: Date.parse('2026-12-02T12:00:00Z') }));
    expect((await world.services.reviews.latest({ ...address, start: '2026-11-01' }))?.restatements).toEqual([]);
  });
});

describe('a review that was mailed', () => {
  beforeEach(async () => {
    await post(wonDeal('1', 5));
    await schedule(world.services, start);
    await world.work();
    await post(wonDeal('2', 6));
    await review(world.services, message());
  });

  const read = (version?: number) => {
    const period = parsePeriod('2026-10', { timeZone: 'UTC', fiscalYearStart: 1 });
    return findReview(world.services, { workspace: 'acme', period, scope: null, version });
  };

  it('is answered as it was mailed, although a later version is there', async () => {
    expect(await won()).toBe(2);
    expect(await read()).toMatchObject({ version: 1 });
    expect(await read(2)).toMatchObject({ version: 2 });
    expect(await read(3)).toBeUndefined();
  });

  it('goes to whoever asks for it later as it was mailed to the others', async () => {
    const rui = { email: 'rui@acme.example', role: 'service', reviews: ['monthly'] };
    await world.apply({ since: '2026-10-01', sources: [standardSource], recipients: [ana, rui] });
    await review(world.services, message({ recipients: [rui.email], byHand: true }));
    await world.work();
    const sends = await world.services.ledger.list('acme');
    expect(sends.map(({ recipient, version, state }) => [recipient, version, state]).sort()).toEqual([
      [ana.email, 1, 'sent'],
      [rui.email, 1, 'sent'],
    ]);
  });
});

describe('a job', () => {
  const job = async (change: Partial<ReviewMessage>, services = world.services) => {
    await world.services.jobs.put({
      id: 'j',
      workspace: 'acme',
      status: 'queued',
      createdAt: start,
      result: null,
      reason: null,
    });
    await review(services, message({ job: 'j', ...change })).catch(() => undefined);
    return world.services.jobs.get('j');
  };

  it('that is done tells where its result is', async () => {
    expect(await job({})).toMatchObject({ status: 'done', result: '/v1/workspaces/acme/reviews/2026-10?version=1' });
    expect(await job({ scopes: [{ owner: 'ana maria' }] })).toMatchObject({
      result: '/v1/workspaces/acme/reviews/2026-10?scope=owner%3Dana%2520maria&version=1',
    });
  });

  it('for what cannot be had fails, says why and is not repeated', async () => {
    await world.services.jobs.put({
      id: 'j',
      workspace: 'acme',
      status: 'queued',
      createdAt: start,
      result: null,
      reason: null,
    });
    await review(world.services, message({ job: 'j', period: '2026-13' }));
    expect(await world.services.jobs.get('j')).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('there is no month 13'),
    });
    await review(world.services, message({ workspace: 'nobody', job: 'j' }));
    expect(await world.services.jobs.get('j')).toMatchObject({
      status: 'failed',
      reason: 'There is no workspace nobody.',
    });
  });

  it('that fails for the moment is repeated, and its reason tells nothing of the inside', async () => {
    const faults = {
      reviews: { ...world.services.reviews, latest: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7')) },
    };
    await expect(review(withFaults(world, faults), message())).rejects.toThrow('ECONNREFUSED');
    const failed = await job({}, withFaults(world, faults));
    expect(failed).toMatchObject({ status: 'failed', result: null });
    expect(failed?.reason).not.toContain('10.0.0.7');
    expect(await job({})).toMatchObject({ status: 'done', reason: null });
  });
});

it('versions are taken by one writer each', async () => {
  await review(world.services, message());
  const document = (await latest()) ?? expect.fail('no review');
  const stored = await Promise.all(
    ['EUR', 'USD', 'BRL', 'JPY'].map((currency) => storeReview(world.services, address, { ...document, currency })),
  );
  // The first says what is there already.
  expect(stored.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
  expect(await versions()).toHaveLength(4);
});
