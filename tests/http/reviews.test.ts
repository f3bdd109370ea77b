import { beforeEach, describe, expect, it } from 'vitest';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { storeReview } from '../../lambdas/flow/storeReview.ts';
import { sheetsIn } from '../rendering/support/workbook.ts';
import { type Client, clientOf, json } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { bytes, standardSource, wonDeal } from '../support/posted.ts';
import { reviewOf } from '../support/review.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';

let world: World;
let client: Client;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  client = clientOf(world.services);
  await world.apply({
    since: '2026-10-01',
    sources: [standardSource],
    recipients: [{ email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] }],
  });
});

const path = '/v1/workspaces/acme/reviews';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const post = (...observations: unknown[]) =>
  postObservations(world.services, {
    workspace: 'acme',
    source: 'standard',
    body: bytes(observations),
    contentType: 'application/json',
  });
const kpiValue = (document: Record<string, unknown>, kpi: string) =>
  (document.kpis as { id: string; value: unknown }[]).find(({ id }) => id === kpi)?.value;

describe('a review asked for', () => {
  it('is computed of everything received until now, and answered', async () => {
    await post(wonDeal('1', 5));
    const response = await client('POST', path, { body: { period: '2026-10' } });
    expect(response.status).toBe(200);
    const document = await json(response);
    expect(document).toMatchObject({ id: 'acme/monthly/2026-10-01/all/1', period: '2026-10', status: 'closed' });
    expect(kpiValue(document, 'wonDeals')).toBe(1);
  });

  it('may be of a segment', async () => {
    await post(wonDeal('1', 5, { source: 'web' }), wonDeal('2', 5, { source: 'fair' }));
    const document = await json(
      await client('POST', path, { body: { period: '2026-10', segment: { source: 'web' } } }),
    );
    expect(document).toMatchObject({ scope: { source: 'web' }, id: 'acme/monthly/2026-10-01/source=web/1' });
    expect(kpiValue(document, 'wonDeals')).toBe(1);
    expect((await client('GET', `${path}/2026-10?scope=source%3Dweb`)).status).toBe(200);
    expect((await client('GET', `${path}/2026-10`)).status).toBe(404);
  });

  it('is refused of a segment that there is not, with the name that was meant, and nothing is kept of it', async () => {
    const response = await client('POST', path, {
      body: { period: '2026-10', segment: { regoin: 'south', owner: '', 'custom.': 'x' } },
    });
    expect([response.status, (await json(response)).errors]).toEqual([
      422,
      expect.arrayContaining([
        { path: 'segment.regoin', message: expect.stringContaining('did you mean "region"') },
        { path: 'segment.owner', message: 'must not be empty' },
        { path: 'segment.custom.', message: expect.stringContaining('custom.*') },
      ]),
    ]);
    expect(await json(await client('GET', path))).toMatchObject({ reviews: [] });
  });

  it('is refused of a key that no record has, with the one that was meant, and nothing is kept of it', async () => {
    await post(wonDeal('1', 5, { owner: 'ana' }), wonDeal('2', 5, { owner: 'rui' }));
    const ask = async (segment?: Record<string, string>) => {
      const response = await client('POST', path, { body: { period: '2026-10', ...(segment && { segment }) } });
      return [response.status, (await json(response)).errors];
    };
    await ask();
    expect(await ask({ owner: 'anna' })).toEqual([
      422,
      [{ path: 'segment.owner', message: '"anna" is not a key of owner; did you mean "ana"?' }],
    ]);
    expect(await ask({ owner: 'somebody else' })).toEqual([
      422,
      [{ path: 'segment.owner', message: '"somebody else" is not a key of owner; there are ana, rui' }],
    ]);
    expect(await ask({ region: 'south' })).toEqual([
      422,
      [{ path: 'segment.region', message: 'no record of this period has the field "region"' }],
    ]);
    expect(await json(await client('GET', path))).toMatchObject({ reviews: [{ scope: null }], next: null });
    expect((await ask({ owner: 'ana' }))[0]).toBe(200);
  });

  it('may be of a segment in which nothing has happened yet, where there is somebody who is to read of it', async () => {
    const scope = { owner: 'new' };
    await world.apply({
      sources: [standardSource],
      recipients: [{ email: 'new@acme.example', role: 'sales', scope }],
    });
    await post(wonDeal('1', 5, { owner: 'ana' }));
    await client('POST', path, { body: { period: '2026-10' } });
    const response = await client('POST', path, { body: { period: '2026-10', segment: scope } });
    expect([response.status, (await json(response)).scope]).toEqual([200, scope]);
  });

  it('may be of a period that goes on, and not of one that has not begun', async () => {
    expect(await json(await client('POST', path, { body: { period: '2026-11' } }))).toMatchObject({
      status: 'running',
    });
    const response = await client('POST', path, { body: { period: '2026-12' } });
    expect([response.status, await json(response)]).toEqual([
      422,
      expect.objectContaining({ errors: [{ path: 'period', message: '2026-12 has not begun; ask for one that has' }] }),
    ]);
  });

  it('may be of a time before there was anything', async () => {
    const document = await json(await client('POST', path, { body: { period: '1999' } }));
    expect(document).toMatchObject({ cadence: 'annual', status: 'closed' });
    expect(kpiValue(document, 'winRate')).toBeNull();
  });

  it('that takes long is a job, which tells where its result is', async () => {
    const hasty = clientOf(withFaults(world, { patienceMs: 0 }));
    const response = await hasty('POST', path, { body: { period: '2026-10' } });
    const { job } = await json(response);
    expect([response.status, response.headers.get('location')]).toEqual([202, `/v1/jobs/${job}`]);
    expect(await json(await client('GET', `/v1/jobs/${job}`))).toMatchObject({ status: 'queued', result: null });
    await world.work();
    const { status, result } = await json(await client('GET', `/v1/jobs/${job}`));
    expect(status).toBe('done');
    expect(await json(await client('GET', String(result)))).toMatchObject({ id: 'acme/monthly/2026-10-01/all/1' });
  });

  it('that was mailed is answered as it is now, and read as it was mailed', async () => {
    await post(wonDeal('1', 5));
    await schedule(world.services, start);
    await world.work();
    await post(wonDeal('2', 5));
    const now = await json(await client('POST', path, { body: { period: '2026-10' } }));
    expect([now.version, kpiValue(now, 'wonDeals')]).toEqual([2, 2]);
    const mailed = await json(await client('GET', `${path}/2026-10`));
    expect([mailed.version, kpiValue(mailed, 'wonDeals')]).toEqual([1, 1]);
    expect(await json(await client('GET', `${path}/2026-10?version=2`))).toMatchObject({ version: 2 });
  });
});

describe('a review that is there', () => {
  beforeEach(async () => {
    for (const [period, first] of [
      ['2026-09', '2026-09-01'],
      ['2026-10', '2026-10-01'],
    ] as const)
      await storeReview(
        world.services,
        { workspace: 'acme', cadence: 'monthly', start: first, scope: null },
        reviewOf([], { period }),
      );
  });

  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/json', 'application/json'],
    ['image/png, */*;q=0.1', 'application/json'],
    ['text/*', 'text/html; charset=UTF-8'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html; charset=UTF-8'],
    ['text/csv', 'text/csv; charset=utf-8; header=present'],
    ['text/plain', 'text/plain; charset=UTF-8'],
    ['text/plain;q=0.3, text/csv;q=0.7', 'text/csv; charset=utf-8; header=present'],
    ['text/html;q=0, application/json', 'application/json'],
    [xlsx, xlsx],
  ])('is answered to %s as %s', async (accept, type) => {
    const response = await client('GET', `${path}/2026-10`, { headers: accept === undefined ? {} : { accept } });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(response.headers.get('vary')).toBe('accept');
  });

  it.each(['image/png', 'application/vnd.ms-excel', 'text/csv;q=0'])(
    'is not answered to %s, but with the forms that there are',
    async (accept) => {
      const response = await client('GET', `${path}/2026-10`, { headers: { accept } });
      expect(response.status).toBe(406);
      const { detail } = await json(response);
      for (const form of ['application/json', 'text/html', 'text/csv', xlsx, 'text/plain'])
        expect(detail).toContain(form);
    },
  );

  it('is saved under a name that tells it', async () => {
    const response = await client('GET', `${path}/2026-10`, { headers: { accept: 'text/csv' } });
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="acme-2026-10.csv"');
    const workbook = await client('GET', `${path}/2026-10`, { headers: { accept: xlsx } });
    expect(workbook.headers.get('content-disposition')).toBe('attachment; filename="acme-2026-10.xlsx"');
    const sheets = await sheetsIn(new Uint8Array(await workbook.arrayBuffer()));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['KPIs', 'Trend', 'Segments', 'Definitions']);
  });

  it('is a workbook in the language that is asked for, and a CSV for programs in whatever language', async () => {
    const ask = (accept: string) => client('GET', `${path}/2026-10?locale=pt-BR`, { headers: { accept } });
    const [first] = await sheetsIn(new Uint8Array(await (await ask(xlsx)).arrayBuffer()));
    expect(first?.data[0]?.[1]).toBe('Outubro de 2026');
    expect(await (await ask('text/csv')).text()).toMatch(/^\ufeff?section,kpi,name,/);
  });

  it('may be read as a role and in a language, if there are such', async () => {
    const ask = (query: string) => client('GET', `${path}/2026-10?${query}`, { headers: { accept: 'text/html' } });
    expect((await ask('role=sales&locale=pt-BR')).status).toBe(200);
    expect(await json(await ask('role=boss&locale=pt_BR'))).toMatchObject({
      errors: [{ path: 'role' }, { path: 'locale' }],
    });
  });

  it('is listed with the others, the newest first, in pages', async () => {
    const first = await json(await client('GET', `${path}?limit=1`));
    expect(first).toMatchObject({
      reviews: [{ id: 'acme/monthly/2026-10-01/all/1', period: '2026-10', version: 1 }],
      next: expect.any(String),
    });
    const second = await json(await client('GET', `${path}?limit=1&cursor=${first.next}`));
    expect(second).toMatchObject({ reviews: [{ period: '2026-09' }], next: null });
  });
});

describe('sends', () => {
  it('are made by hand and listed, with their instants as text', async () => {
    const response = await client('POST', `${path}/2026-10/sends`, { body: { to: ['ana@acme.example'] } });
    expect(response.status).toBe(202);
    const at = new Date(start).toISOString();
    expect(await json(response)).toMatchObject({
      sends: [{ recipient: 'ana@acme.example', period: '2026-10', queuedAt: at, changedAt: at }],
    });
    await world.work();
    const list = async (query: string) => (await json(await client('GET', `/v1/workspaces/acme/sends${query}`))).sends;
    expect(await list('?period=2026-10')).toMatchObject([{ state: 'sent', messageId: 'message-1' }]);
    expect(await list('?period=2026-09')).toEqual([]);
    expect(await list('')).toHaveLength(1);
  });

  it('tell why one was not mailed in words, whatever the ledger calls it', async () => {
    await client('POST', `${path}/2026-10/sends`);
    await world.work();
    const [send] = await world.services.ledger.list('acme');
    const skipped = { state: 'skipped', reason: 'noLongerRecipient' } as const;
    await world.services.ledger.move(send ?? expect.fail('nothing was sent'), ['sent'], skipped);
    const { sends } = await json(await client('GET', '/v1/workspaces/acme/sends'));
    expect(sends).toMatchObject([{ state: 'skipped', reason: 'no longer a recipient of this' }]);
  });

  it('need no body', async () => {
    const response = await client('POST', `${path}/2026-10/sends`);
    expect([response.status, (await json(response)).sends]).toEqual([
      202,
      [expect.objectContaining({ recipient: 'ana@acme.example' })],
    ]);
  });

  it('to others than recipients are refused', async () => {
    const response = await client('POST', `${path}/2026-10/sends`, { body: { to: ['eve@evil.example'] } });
    expect([response.status, await json(response)]).toEqual([
      422,
      expect.objectContaining({ errors: [expect.objectContaining({ path: 'to[0]' })] }),
    ]);
  });
});
