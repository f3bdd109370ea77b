import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linkExpiry, signLink } from '../../lambdas/flow/links.ts';
import { mailLinks } from '../../lambdas/flow/mailLinks.ts';
import { postObservations } from '../../lambdas/flow/observations.ts';
import { openSends } from '../../lambdas/flow/openSends.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { storeReview } from '../../lambdas/flow/storeReview.ts';
import { type Client, clientOf } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { bytes, said, standardSource, wonDeal } from '../support/posted.ts';
import { reviewOf } from '../support/review.ts';
import { createWorld, start, type World } from '../support/world.ts';

let database: RunningDatabase;
let world: World;
let client: Client;

const monthly = { reviews: ['monthly'] };
const cfo = { email: 'cfo@acme.example', role: 'executive', ...monthly };
const ops = { email: 'ops@acme.example', role: 'service', ...monthly };
const ana = { email: 'ana@acme.example', role: 'executive', scope: { owner: 'ana' }, ...monthly };
const rui = { email: 'rui@acme.example', role: 'sales', ...monthly };

const apply = (recipients: readonly Record<string, unknown>[]) =>
  world.apply({ since: '2026-10-01', admins: ['Ops@acme.example'], sources: [standardSource], recipients });

/** The address of someone's page, by the link of what they were mailed. */
const pageOf = async ({ email }: { readonly email: string }, purpose: 'workspace' | 'review' = 'workspace') => {
  const sends = await world.services.ledger.list('acme');
  const send = sends.find(({ recipient }) => recipient === email) ?? expect.fail(`nothing was sent to ${email}`);
  const payload = { workspace: 'acme', send: send.id, expiresAt: linkExpiry(world.now) };
  return `/${purpose === 'workspace' ? 'w' : 'r'}/${await signLink(world.services, purpose, payload)}`;
};
const get = async (path: string) => {
  const response = await client('GET', path.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'), { key: null });
  return { status: response.status, html: await response.text(), headers: response.headers };
};
const linksIn = (html: string): string[] => [...html.matchAll(/ href="([^"#][^"]*)"/g)].map(([, href = '']) => href);

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());
beforeEach(async () => {
  world = await createWorld(database);
  client = clientOf(world.services);
  await apply([cfo, ops, ana, rui]);
  await postObservations(world.services, {
    workspace: 'acme',
    source: 'standard',
    body: bytes([
      wonDeal('1', 5, { owner: 'ana', amount: '111' }),
      wonDeal('2', 6, { owner: 'rui', amount: '7654321' }),
      said('user', 'ana', '2026-01-01T00:00:00Z', { name: '<b>Ana</b>' }),
    ]),
    contentType: 'application/json',
  });
  await schedule(world.services, start);
  await world.work();
});

describe('the page of a workspace', () => {
  it('opens for who answers for all of it, and for admins whatever their role', async () => {
    for (const one of [cfo, ops, ana]) expect((await get(await pageOf(one))).status, one.email).toBe(200);
  });

  it('is nothing to others, nor behind another link, nor once its reader is none any more', async () => {
    const page = await get('/w/nonsense');
    expect(page.status).toBe(404);
    for (const path of [
      await pageOf(rui),
      (await pageOf(cfo)).replace('/w/', '/r/'),
      (await pageOf(cfo, 'review')).replace('/r/', '/w/'),
    ])
      expect(await get(path)).toMatchObject({ status: 404, html: page.html });
    const path = await pageOf(cfo);
    await apply([{ ...cfo, role: 'sales' }]);
    expect((await get(path)).status).toBe(404);
    await apply([{ ...cfo, scope: { owner: 'ana' } }]);
    expect((await get(path)).status).toBe(404);
    await apply([]);
    expect((await get(path)).status).toBe(404);
  });

  it('is where the reviews of those who may open it lead, and of no other', async () => {
    expect(linksIn((await get(await pageOf(cfo, 'review'))).html).some((href) => href.startsWith('/w/'))).toBe(true);
    expect(linksIn((await get(await pageOf(rui, 'review'))).html).some((href) => href.startsWith('/w/'))).toBe(false);
  });

  it('leads to the reviews that its reader was mailed, and to those that nobody was', async () => {
    const address = { workspace: 'acme', cadence: 'monthly', start: '2026-08-01', scope: null } as const;
    await storeReview(world.services, address, reviewOf([], { period: '2026-08' }));
    const { html } = await get(await pageOf(cfo));
    expect(html).toContain('October 2026');
    expect(html).toContain('August 2026');
    const [mailed = '', unmailed = ''] = linksIn(html).filter((href) => !href.startsWith('/u/'));
    expect(mailed).toMatch(/^\/r\//);
    expect(unmailed).toMatch(/^\/w\/.*review/);
    expect((await get(mailed)).html).toContain('October 2026');
    const opened = await get(unmailed);
    expect([opened.status, opened.html.includes('August 2026')]).toEqual([200, true]);
    expect(linksIn(opened.html).some((href) => href.includes('/records'))).toBe(false);
  });

  it('leads nowhere where there is no such review', async () => {
    for (const review of ['2020-01', 'nonsense', '../2026-10', '2026-13'])
      expect((await get(`${await pageOf(cfo)}?review=${review}`)).status, review).toBe(404);
  });

  it('tells numbers over time, and how each source does', async () => {
    const { html } = await get(await pageOf(cfo));
    expect(html).toContain('From the review of October 2026.');
    expect(html).toContain('Last heard from on November 2, 2026');
    world.now += 5 * 86_400_000;
    expect((await get(await pageOf(cfo))).html).toContain('Silent for more than three days');
  });

  it('shows to whom what was sent to admins alone, and no subject: that tells numbers', async () => {
    const { html } = await get(await pageOf(ops));
    expect(html).toContain('Who was sent what');
    for (const { email } of [cfo, ana, rui]) expect(html).toContain(email);
    for (const { subject } of await world.services.ledger.list('acme')) expect(html).not.toContain(subject ?? '?');
    const others = await get(await pageOf(cfo));
    expect(others.html).not.toContain('Who was sent what');
    expect(others.html).not.toContain(ana.email);
  });

  it('is kept from caches, search engines and referrers, and runs no script but its own', async () => {
    const { headers } = await get(await pageOf(cfo));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toMatch(/script-src 'sha256-[^']+'(?! 'unsafe)/);
  });
});

describe('the page of a workspace for a reader with a scope', () => {
  const whole = /7[.,]65|7654/;

  it('tells of that scope alone, whatever it is asked for', async () => {
    const address = { workspace: 'acme', cadence: 'monthly', start: '2026-08-01', scope: null } as const;
    await storeReview(world.services, address, reviewOf([], { period: '2026-08' }));
    const page = await pageOf(ana);
    const { html } = await get(page);
    expect(html).toContain('€\u00a0111');
    expect(html).not.toMatch(whole);
    // There is one of the whole workspace alone.
    expect(html).not.toContain('August 2026');
    expect((await get(`${page}?review=2026-08`)).status).toBe(404);
    for (const href of [...linksIn(html), `${page}?review=2026-10`]) expect((await get(href)).html).not.toMatch(whole);
    for (const more of ['&scope=all', '&by=owner&key=rui'])
      expect((await get(`${page}?review=2026-10${more}`)).html).not.toMatch(whole);
  });

  it('counts nothing of the sources: their counts are of the whole', async () => {
    await postObservations(world.services, {
      workspace: 'acme',
      source: 'standard',
      body: bytes([said('deal', '9', 'no instant', {})]),
      contentType: 'application/json',
    });
    const { html } = await get(await pageOf(ana));
    expect(html).toContain('Last heard from');
    expect(html).not.toMatch(/\d+ deliver/);
  });
});

describe('the page of a workspace in which nothing happened yet', () => {
  it('says so', async () => {
    world = await createWorld(database);
    client = clientOf(world.services);
    await world.apply({ recipients: [cfo], admins: [cfo.email] });
    const address = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null } as const;
    await openSends(world.services, [{ recipient: cfo.email, address, period: '2026-10', version: 1 }], {
      asOf: start,
      byHand: false,
    });
    const { status, html } = await get(await pageOf(cfo));
    expect(status).toBe(200);
    for (const sentence of ['No review yet.', 'There is no monthly review yet', 'No system is connected yet.'])
      expect(html).toContain(sentence);
  });
});

describe('the mail to who may open the page of a workspace', () => {
  it('leads there', async () => {
    const [send] = (await world.services.ledger.list('acme')).filter(({ recipient }) => recipient === cfo.email);
    const { workspace = '' } = await mailLinks(world.services, send ?? expect.fail('nothing was sent'), true);
    expect((await get(workspace.replace('https://quarterdeck.example', ''))).status).toBe(200);
    expect(await mailLinks(world.services, send ?? expect.fail('nothing was sent'))).not.toHaveProperty('workspace');
  });
});
