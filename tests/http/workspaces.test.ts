import { beforeEach, describe, expect, it } from 'vitest';
import { type Client, clientOf, json, keyWith } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { kommoSource, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, signingSecret, start, type World } from '../support/world.ts';

let world: World;
let client: Client;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  client = clientOf(world.services);
});

const acme = {
  workspace: 'acme',
  timeZone: 'America/Sao_Paulo',
  currency: 'BRL',
  sources: [standardSource, kommoSource],
};

describe('a workspace', () => {
  it('is applied, and given back with its secrets masked', async () => {
    const applied = await client('PUT', '/v1/workspaces/acme', { body: acme });
    expect([applied.status, await json(applied)]).toEqual([
      200,
      expect.objectContaining({ workspace: 'acme', changed: true, warnings: [] }),
    ]);
    const given = await client('GET', '/v1/workspaces/acme');
    const text = await given.text();
    expect(text).not.toContain(signingSecret);
    expect(JSON.parse(text)).toMatchObject({
      timeZone: 'America/Sao_Paulo',
      sources: [{ secrets: ['********'] }, { secrets: ['********'] }],
    });
    const again = await client('PUT', '/v1/workspaces/acme', { body: JSON.parse(text) });
    expect(await json(again)).toMatchObject({ changed: false });
    expect(world.secrets.get('acme/standard')).toEqual([signingSecret]);
  });

  it('with mistakes is refused with all of them', async () => {
    const response = await client('PUT', '/v1/workspaces/acme', {
      body: { ...acme, currency: 'REAL', locale: 'pt_BR' },
    });
    expect(response.status).toBe(422);
    expect(await json(response)).toMatchObject({
      detail: expect.stringContaining('2 mistakes'),
      errors: [{ path: 'currency' }, { path: 'locale' }],
    });
  });
});

describe('keys', () => {
  beforeEach(() => client('PUT', '/v1/workspaces/acme', { body: acme }));

  it('are told once, and kept as hashes', async () => {
    const made = await client('POST', '/v1/workspaces/acme/keys', {
      body: { scopes: ['read'], name: 'BI', expiresAt: '2027-01-01T00:00:00Z' },
    });
    expect(made.status).toBe(201);
    const { key, ...told } = await json(made);
    expect(key).toMatch(/^qd_[\w-]{43}$/);
    expect(told).toMatchObject({
      name: 'BI',
      scopes: ['read'],
      createdAt: new Date(start).toISOString(),
      expiresAt: '2027-01-01T00:00:00.000Z',
    });
    const listed = await client('GET', '/v1/workspaces/acme/keys');
    expect(await json(listed)).toEqual({ keys: [told] });
    expect((await client('GET', '/v1/workspaces/acme', { key: String(key) })).status).toBe(200);
  });

  it('open nothing once they are deleted or have expired', async () => {
    const { id, key } = await json(await client('POST', '/v1/workspaces/acme/keys', { body: { scopes: ['read'] } }));
    expect((await client('DELETE', `/v1/workspaces/acme/keys/${id}`)).status).toBe(204);
    expect((await client('GET', '/v1/workspaces/acme', { key: String(key) })).status).toBe(401);
    const brief = await keyWith(world.services, ['read'], 'acme', start + 1000);
    expect((await client('GET', '/v1/workspaces/acme', { key: brief })).status).toBe(200);
    world.now += 1000;
    expect((await client('GET', '/v1/workspaces/acme', { key: brief })).status).toBe(401);
  });

  it('of another workspace cannot be deleted through this one', async () => {
    await world.apply({ workspace: 'other' });
    await keyWith(world.services, ['read'], 'other');
    const [key] = await world.services.apiKeys.list('other');
    expect((await client('DELETE', `/v1/workspaces/acme/keys/${key?.id}`)).status).toBe(404);
    expect(await world.services.apiKeys.list('other')).toHaveLength(1);
  });
});

describe('observations', () => {
  beforeEach(() => client('PUT', '/v1/workspaces/acme', { body: acme }));
  const path = '/v1/workspaces/acme/sources/standard/observations';

  it('are accepted one by one', async () => {
    const response = await client('POST', path, { body: [wonDeal('1', 5), { record: 'boat' }] });
    expect([response.status, await json(response)]).toEqual([
      200,
      { accepted: 1, rejected: [{ index: 1, path: 'record', message: expect.stringContaining('boat') }] },
    ]);
  });

  it('may come as NDJSON', async () => {
    const body = `${JSON.stringify(wonDeal('1', 5))}\n${JSON.stringify(wonDeal('2', 5))}\n`;
    const response = await client('POST', path, {
      body,
      headers: { 'content-type': 'application/x-ndjson; charset=utf-8' },
    });
    expect(await json(response)).toEqual({ accepted: 2, rejected: [] });
  });

  it('of which none is good are a problem that says why of each', async () => {
    const response = await client('POST', path, { body: [{ record: 'boat' }] });
    expect(response.status).toBe(400);
    expect(await json(response)).toMatchObject({ accepted: 0, rejected: [{ index: 0, path: 'record' }] });
    expect((await client('POST', path, { body: [] })).status).toBe(400);
  });
});

describe('the health of sources', () => {
  it('has its instants as text', async () => {
    await client('PUT', '/v1/workspaces/acme', { body: acme });
    await client('POST', '/v1/workspaces/acme/sources/standard/observations', { body: [wonDeal('1', 5)] });
    const { sources } = await json(await client('GET', '/v1/workspaces/acme/sources'));
    const at = new Date(start).toISOString();
    expect(sources).toEqual([
      {
        id: 'standard',
        system: 'standard',
        systemName: 'Standard Webhooks',
        url: 'https://quarterdeck.example/hooks/acme/standard',
        generation: 1,
        lastAt: at,
        quietFor: 0,
        usualInterval: null,
        pending: 0,
        silent: false,
        setAside: null,
        totals: { deliveries: 1, failed: 0, wrongAccount: 0, refused: 0, observations: 1, rejected: 0 },
        days: [
          {
            day: '2026-11-02',
            deliveries: 1,
            failed: 0,
            wrongAccount: 0,
            refused: 0,
            observations: 1,
            rejected: 0,
            firstAt: at,
            lastAt: at,
          },
        ],
        failures: [],
        rejections: [],
        neverSeen: [],
        unresolved: 0,
        unresolvedExamples: [],
        untied: 0,
        untiedExamples: [],
        reviewedAt: null,
      },
      expect.objectContaining({ id: 'kommo', lastAt: null, silent: false }),
    ]);
  });

  it('tells reasons with the delivery that they are true of, and seconds', async () => {
    await client('PUT', '/v1/workspaces/acme', { body: acme });
    const bad = { record: 'boat' };
    await client('POST', '/v1/workspaces/acme/sources/standard/observations', { body: [wonDeal('1', 5), bad] });
    world.now += 90_000;
    const { sources } = await json(await client('GET', '/v1/workspaces/acme/sources'));
    const at = new Date(start).toISOString();
    expect(sources).toMatchObject([
      {
        quietFor: 90,
        rejections: [
          {
            reason: expect.stringContaining('Observation 1, record'),
            deliveries: 1,
            firstAt: at,
            receivedAt: at,
            id: expect.stringMatching(new RegExp(`^${start}-[0-9a-f]{12}$`)),
            size: expect.any(Number),
          },
        ],
      },
      {},
    ]);
  });
});

describe('the catalogue', () => {
  it('is open to all, and says for whom a KPI leads', async () => {
    const response = await client('GET', '/v1/kpis', { key: null });
    const { kpis } = (await response.json()) as { kpis: Record<string, unknown>[] };
    expect(kpis.find(({ id }) => id === 'winRate')).toEqual({
      id: 'winRate',
      name: expect.any(String),
      definition: expect.any(String),
      formula: expect.any(String),
      unit: 'ratio',
      better: 'higher',
      category: 'performance',
      audiences: expect.arrayContaining(['sales']),
      headlineFor: ['sales'],
      needs: expect.any(Array),
      source: expect.any(String),
    });
  });

  it('speaks English to whoever asks in a language that it has not', async () => {
    const ask = async (locale: string) => (await client('GET', `/v1/kpis?locale=${locale}`, { key: null })).text();
    expect(await ask('tlh')).toBe(await ask('en'));
    expect(await ask('%00')).toBe(await ask('en'));
  });
});
