import { beforeEach, describe, expect, it } from 'vitest';
import { type Client, clientOf, json, keyWith } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let client: Client;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  client = clientOf(world.services);
});

const deals = { count: 'deal', by: 'closedAt', where: { outcome: 'won' } };
const bigDeals = (atLeast: number) => ({
  id: 'bigDealShare',
  name: { en: 'Share of big deals', 'en-GB': 'Share of large deals' },
  definition: { en: 'Of the deals won, those of high value.' },
  audiences: ['sales'],
  ratio: {
    numerator: { ...deals, where: { ...deals.where, amount: { atLeast } } },
    denominator: deals,
  },
});

const apply = (...kpis: object[]): Promise<Response> =>
  client('PUT', '/v1/workspaces/acme', {
    body: {
      workspace: 'acme',
      timeZone: 'UTC',
      currency: 'USD',
      sources: [standardSource],
      kpis,
      targets: { bigDealShare: { monthly: { atLeast: 0.5 } } },
    },
  });

const reviewed = async (): Promise<Record<string, unknown>> =>
  json(await client('POST', '/v1/workspaces/acme/reviews', { body: { period: '2026-10' } }));

const kpiIn = ({ kpis }: Record<string, unknown>): Record<string, unknown> =>
  (kpis as Record<string, unknown>[]).find(({ id }) => id === 'bigDealShare') ?? {};

const read = async (accept: string, query: string): Promise<string> =>
  (await client('GET', `/v1/workspaces/acme/reviews/2026-10?${query}`, { headers: { accept } })).text();

describe("a company's own KPI, applied", () => {
  beforeEach(async () => {
    expect(await json(await apply(bigDeals(100)))).toMatchObject({ changed: true });
    const posted = [50, 100, 300, 700].map((amount, index) => wonDeal(String(index), 5, { amount, owner: 'ana' }));
    await client('POST', '/v1/workspaces/acme/sources/standard/observations', { body: posted });
  });

  it('is in the review like those that are built in: with its test, its target and its segments', async () => {
    expect(kpiIn(await reviewed())).toMatchObject({
      value: 0.75,
      numerator: 3,
      denominator: 4,
      n: 4,
      unit: 'ratio',
      audiences: ['sales', 'crm'],
      flags: ['thin'],
      interval: { low: expect.any(Number), high: expect.any(Number) },
      target: { atLeast: 0.5, status: 'met' },
      segments: expect.arrayContaining([expect.objectContaining({ by: 'owner', key: 'ana', value: 0.75 })]),
      missing: null,
    });
  });

  it('is on the page by the name and the definition that the reader’s language has, for those whom it is for', async () => {
    await reviewed();
    const page = await read('text/html', 'role=sales&locale=en-GB');
    expect(page).toContain('Share of large deals');
    expect(page).toContain('Of the deals won, those of high value.');
    expect(await read('text/html', 'role=sales&locale=en')).toContain('Share of big deals');
    expect(await read('text/html', 'role=service&locale=en')).not.toContain('Share of big deals');
  });

  it('is among the numbers as CSV and as text', async () => {
    await reviewed();
    expect(await read('text/csv', '')).toMatch(/^kpi,bigDealShare,Share of big deals,2026-10,,,,ratio,0\.75,3,4,4/m);
    expect(await read('text/plain', 'locale=en')).toContain('Share of big deals');
  });

  it('moves by a change of the configuration where it is written anew', async () => {
    await reviewed();
    await apply(bigDeals(500));
    expect(kpiIn(await reviewed())).toMatchObject({ value: 0.25 });
  });
});

describe('the catalogue of a workspace', () => {
  beforeEach(() => apply(bigDeals(100)));

  const listed = async (query: string, key?: string | null): Promise<Record<string, unknown>> =>
    kpiIn(await json(await client('GET', `/v1/kpis?${query}`, key === undefined ? {} : { key })));

  it('has its own KPIs after the built-in ones, in words made from their terms', async () => {
    expect(await listed('workspace=acme')).toEqual({
      id: 'bigDealShare',
      name: 'Share of big deals',
      definition: 'Of the deals won, those of high value.',
      formula:
        'number of deals (outcome won, amount at least 100), by closedAt ÷ number of deals (outcome won), by closedAt',
      unit: 'ratio',
      better: 'higher',
      category: 'performance',
      audiences: ['sales'],
      headlineFor: [],
      needs: ['deal.closedAt', 'deal.outcome', 'deal.amount'],
      source: 'workspace.yaml',
    });
    expect(await listed('workspace=acme&locale=en-GB')).toMatchObject({ name: 'Share of large deals' });
  });

  it('is told to whoever may read the workspace, and to nobody else', async () => {
    const status = async (key: string | null, name = 'acme'): Promise<number> =>
      (await client('GET', `/v1/kpis?workspace=${name}`, { key })).status;
    expect(await status(await keyWith(world.services, ['read']))).toBe(200);
    expect(await status(null)).toBe(401);
    expect(await status(await keyWith(world.services, ['ingest']))).toBe(403);
    expect(await status(await keyWith(world.services, ['read'], 'other'))).toBe(403);
    const admin = await client('GET', '/v1/kpis?workspace=other');
    expect(admin.status).toBe(404);
    expect(await listed('', null)).toEqual({});
  });
});
