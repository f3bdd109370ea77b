import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askReview } from '../../lambdas/flow/ask.ts';
import { type LinkPurpose, linkExpiry, signLink } from '../../lambdas/flow/links.ts';
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
const pageOf = async ({ email }: { readonly email: string }, purpose: LinkPurpose = 'workspace') => {
  const sends = await world.services.ledger.list('acme');
  const send = sends.find(({ recipient }) => recipient === email) ?? expect.fail(`nothing was sent to ${email}`);
  const payload = { workspace: 'acme', send: send.id, expiresAt: linkExpiry(world.now) };
  return `/${purpose === 'review' ? 'r' : 'w'}/${await signLink(world.services, purpose, payload)}`;
};
const get = async (path: string) => {
  const response = await client('GET', path.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'), { key: null });
  return { status: response.status, html: await response.text(), headers: response.headers };
};
/** The address of a review that was mailed to nobody. */
const unmailedOf = async (reader: { readonly email: string }): Promise<string> => {
  await askReview(world.services, {
    workspace: 'acme',
    period: '2026-08',
    asOf: start,
    recipients: [],
    scopes: [null],
    late: [],
  });
  return `${await pageOf(reader)}?review=2026-08`;
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
      wonDeal('1', 5, { owner: 'ana', amount: '111', name: 'Of Ana' }),
      wonDeal('2', 6, { owner: 'rui', amount: '7654321', name: 'Of Rui' }),
      said('deal', '3', '2026-08-05T10:00:00Z', {
        outcome: 'won',
        closedAt: '2026-08-05T10:00:00Z',
        createdAt: '2026-07-05T10:00:00Z',
        amount: '1',
        owner: 'rui',
        name: 'A summer deal',
      }),
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
  });

  it('leads to the records and the files of a review that nobody was mailed', async () => {
    const unmailed = await unmailedOf(cfo);
    const { html } = await get(unmailed);
    const links = linksIn(html);
    const records = links.find((href) => href.includes('/records')) ?? expect.fail('no records');
    const opened = await get(records);
    expect([opened.status, opened.html.includes('A summer deal')]).toEqual([200, true]);
    expect(linksIn(opened.html)[0]).toBe(unmailed.replace('=', '&#x3D;'));
    const narrowed = linksIn(opened.html).find((href) => href.includes('segment')) ?? expect.fail('no segment');
    expect((await get(narrowed)).status).toBe(200);
    for (const [format, type] of [
      ['csv', 'text/csv'],
      ['xlsx', 'spreadsheetml'],
    ] as const) {
      const file = links.find((href) => href.includes(format)) ?? expect.fail(`no ${format}`);
      const { status, headers } = await get(file);
      expect([status, headers.get('content-type')?.includes(type)]).toEqual([200, true]);
      expect(headers.get('content-disposition')).toContain('2026-08');
    }
  });

  it('opens the records and the files of nothing to who may not open it, or may no more', async () => {
    const more = ['&format=csv', '&format=xlsx'];
    const ofRecords = (page: string): string => page.replace('?', '/records?').concat('&kpi=wonDeals');
    const all = (page: string): string[] => [ofRecords(page), ...more.map((one) => page + one)];
    for (const page of [
      `${(await pageOf(cfo, 'review')).replace('/r/', '/w/')}?review=2026-10`,
      `${await pageOf(rui)}?review=2026-10`,
      `${await pageOf(cfo)}?review=2020-01`,
    ])
      for (const path of all(page)) expect((await get(path)).status, path).toBe(404);
    const page = `${await pageOf(cfo)}?review=2026-10`;
    for (const path of all(page)) expect((await get(path)).status, path).toBe(200);
    await world.services.preferences.revokeLinks('acme', cfo.email, world.now);
    for (const path of all(page)) expect((await get(path)).status, path).toBe(404);
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

  it('shows that to nobody who came by a review: its link may have been passed on', async () => {
    const review = await get(await pageOf(ops, 'review'));
    const visited = linksIn(review.html).find((href) => href.startsWith('/w/')) ?? expect.fail('no way there');
    const { status, html } = await get(visited);
    expect([status, html.includes('October 2026')]).toEqual([200, true]);
    expect(html).toContain('Shown only by the link in the mail itself');
    for (const { email } of [cfo, ops, ana, rui]) expect(html).not.toContain(email);
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
    expect((await get(`${page}?review=2026-10&format=csv`)).html).not.toMatch(whole);
    const records = `${page}/records?review=2026-10&kpi=wonDeals`;
    for (const more of ['', '&scope=all', '&segment=owner:rui']) {
      const listed = await get(records + more);
      expect([listed.status, listed.html.includes('Of Rui')], more).toEqual([200, false]);
    }
    expect((await get(records)).html).toContain('Of Ana');
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
