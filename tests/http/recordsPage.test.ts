import { describe, expect, it } from 'vitest';
import { mailLinks } from '../../lambdas/flow/mailLinks.ts';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { type Client, clientOf } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { bytes, said, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';

let world: World;
let client: Client;
/** The address of Ana's review, of her scope; of all that she sees. */
let page: string;
let listed: string;

const ana = { email: 'ana@acme.example', role: 'sales', reviews: ['monthly'], scope: { owner: 'ana' } };
const hostile = '<script>alert(1)</script>"\'&';

const post = (...observations: unknown[]) =>
  postObservations(world.services, {
    workspace: 'acme',
    source: 'standard',
    body: bytes(observations),
    contentType: 'application/json',
  });
const get = async (at: string, by = client) => {
  const response = await by('GET', at, { key: null });
  return { status: response.status, headers: response.headers, html: await response.text() };
};

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  client = clientOf(world.services);
  await world.apply({
    since: '2026-10-01',
    sources: [{ ...standardSource, recordUrl: 'https://crm.example/deals/{id}' }],
    recipients: [ana],
  });
  await post(
    wonDeal('1', 5, { owner: 'ana', source: 'web', name: 'Mine' }),
    wonDeal('2', 6, { owner: 'ana', name: hostile }),
    wonDeal('3', 7, { owner: 'rui', source: 'web', name: 'Theirs' }),
    wonDeal('4', 7, { name: 'Nobodys' }),
    said('user', 'ana', '2026-01-01T00:00:00Z', { name: 'Ana' }),
  );
  await schedule(world.services, start);
  await world.work();
  const [send] = await world.services.ledger.list('acme');
  const { review } = await mailLinks(world.services, send ?? expect.fail('nothing was sent'));
  page = review.replace('https://quarterdeck.example', '');
  listed = `${page}/records?kpi=wonDeals`;
});

describe('the page of the records behind a number', () => {
  it('is where the page of the review leads', async () => {
    const { html } = await get(page);
    expect(html).toContain(`href="${page}/records?kpi&#x3D;wonDeals"`);
    expect(html).toContain(`href="${page}/records?kpi&#x3D;winRate"`);
  });

  it('lists them by name, with links into their system that give nothing away', async () => {
    const { status, headers, html } = await get(listed);
    expect([status, headers.get('cache-control'), headers.get('x-robots-tag'), headers.get('referrer-policy')]).toEqual(
      [200, 'no-store', 'noindex', 'no-referrer'],
    );
    expect(html).toContain('<a href="https://crm.example/deals/1" target="_blank" rel="noreferrer noopener">Mine</a>');
    expect(html).toContain('<dt>closing date</dt><dd>October 5, 2026</dd>');
    expect(html).toContain('2, of 2 cases, as in the review');
    expect(html).not.toContain('http-equiv');
  });

  it('shows whatever a name holds as the text that it is', async () => {
    const { html } = await get(listed);
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('says when the number is another now', async () => {
    await post(wonDeal('5', 8, { owner: 'ana' }));
    const { html } = await get(listed);
    expect(html).toContain('3, of 3 cases, as of');
    expect(html).toContain('The review told 2, of 2 cases: records have changed since.');
  });

  it.each(['', '&segment=source:web', '&segment=owner:', '&segment=owner:rui', '&segment=owner:ana', '&scope=all'])(
    'never shows a record outside the scope of its reader: %s',
    async (query) => {
      const { html } = await get(`${listed}${query}`);
      expect(html).not.toMatch(/Theirs|Nobodys|deals\/[34]/);
      expect(html.includes('Mine')).toBe(query !== '&segment=owner:' && query !== '&segment=owner:rui');
    },
  );

  it('narrows them to a segment, and leads to each that there is', async () => {
    const { html } = await get(listed);
    expect(html).toContain('segment&#x3D;source%3Aweb">web (1)</a>');
    expect(html).toContain('segment&#x3D;source%3A">not set (1)</a>');
    const narrowed = (await get(`${listed}&segment=source:web`)).html;
    expect(narrowed).toContain('source: web');
    expect(narrowed).not.toContain('deals/2');
  });

  it.each(['records', 'records?kpi=nps', 'records?kpi=churnRate', 'records?kpi=nothing'])(
    'is not there of what its reader is not shown: %s',
    async (at) => {
      expect((await get(`${page}/${at}`)).status).toBe(404);
      expect(world.records).toEqual([]);
    },
  );

  it.each([
    'nonsense',
    'owner:other',
    'mood:x',
    `owner:${'x'.repeat(1001)}`,
    Array(11).fill('owner:ana').join('&segment='),
  ])('says plainly, in the language of its reader, that there is no such segment: %s', async (segment) => {
    await world.apply({ recipients: [{ ...ana, locale: 'es' }] });
    const { status, headers, html } = await get(`${listed}&segment=${segment}`);
    expect([status, headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
    expect(html).toContain('<html lang="es"');
  });

  it('is gone with the link', async () => {
    await world.apply({ recipients: [] });
    expect((await get(listed)).status).toBe(404);
    await world.apply({ recipients: [{ ...ana, scope: { owner: 'rui' } }] });
    expect((await get(listed)).status).toBe(404);
    expect((await get(`/r/nonsense/records?kpi=wonDeals`)).status).toBe(404);
  });

  it('that takes long asks again by itself, and is computed once', async () => {
    const hasty = clientOf(withFaults(world, { patienceMs: 0 }));
    const waiting = await get(listed, hasty);
    expect(waiting.status).toBe(202);
    expect(waiting.html).toContain('<meta http-equiv="refresh" content="5">');
    await get(listed, hasty);
    expect(world.records).toHaveLength(1);
    await world.work();
    expect((await get(listed, hasty)).html).toContain('Mine');
    expect(world.records).toEqual([]);
    world.now += 10 * 60_000;
    await get(listed, hasty);
    expect(world.records).toHaveLength(1);
  });
});
