import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLink, signLink } from '../../lambdas/flow/links.ts';
import { mailLinks } from '../../lambdas/flow/mailLinks.ts';
import { openSends } from '../../lambdas/flow/openSends.ts';
import { openReview } from '../../lambdas/flow/readers.ts';
import { storeReview } from '../../lambdas/flow/storeReview.ts';
import { isUnsubscribed } from '../../lambdas/flow/unsubscribed.ts';
import type { Links } from '../../lambdas/rendering/render.ts';
import { type Client, clientOf } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { reviewOf } from '../support/review.ts';
import { createWorld, start, type World } from '../support/world.ts';

let database: RunningDatabase;
let world: World;
let client: Client;
let links: Links;

const ana = { email: 'ana@acme.example', role: 'sales' };

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());
beforeEach(async () => {
  world = await createWorld(database);
  client = clientOf(world.services);
  await world.apply({ recipients: [ana] });
  const address = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null } as const;
  await storeReview(world.services, address, reviewOf([], { period: '2026-10' }));
  await openSends(world.services, [{ recipient: ana.email, address, period: '2026-10', version: 1 }], {
    asOf: start,
    byHand: false,
  });
  const [send] = await world.services.ledger.list('acme');
  links = await mailLinks(world.services, send ?? expect.fail('nothing was sent'));
});

const pathOf = (url: string): string => url.replace('https://quarterdeck.example', '');
const get = (url: string) => client('GET', pathOf(url), { key: null });
const post = (
  url: string,
  body: string,
  headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' },
) => client('POST', pathOf(url), { key: null, body, headers });
const unsubscribed = () => isUnsubscribed(world.services.preferences, 'acme', ana.email);

describe('the link to a review', () => {
  it('opens the page, and its numbers as CSV, without an account', async () => {
    const page = await get(links.review);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
    expect(page.headers.get('set-cookie')).toBeNull();
    const csv = await get(links.csv);
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
  });

  it('opens nothing once its reader is no longer a recipient, or of another scope', async () => {
    await world.apply({ recipients: [{ ...ana, scope: { region: 'south' } }] });
    expect((await get(links.review)).status).toBe(404);
    await world.apply({ recipients: [] });
    expect((await get(links.review)).status).toBe(404);
    await world.apply({ recipients: [ana] });
    expect((await get(links.review)).status).toBe(200);
  });

  it('opens nothing after 400 days, and that page is the same for every reason', async () => {
    const page = await (await get('/r/nonsense')).text();
    world.now += 400 * 86_400_000;
    const expired = await get(links.review);
    expect([expired.status, await expired.text()]).toEqual([404, page]);
    const elsewhere = await signLink(world.services, 'review', {
      workspace: 'acme',
      send: 'nothing',
      expiresAt: world.now + 1000,
    });
    expect(await (await get(`/r/${elsewhere}`)).text()).toBe(page);
  });

  it('leads to the other reviews that its reader was mailed, for as long as it holds itself', async () => {
    const entry = (await world.services.ledger.list('acme'))[0] ?? expect.fail('nothing was sent');
    const september = {
      ...entry,
      id: 'september',
      start: '2026-09-01',
      period: '2026-09',
      state: 'sent',
      version: 1,
    } as const;
    await world.services.ledger.open(september);
    await world.services.ledger.open({
      ...september,
      id: 'august',
      start: '2026-08-01',
      period: '2026-08',
      state: 'skipped',
    });
    await world.services.ledger.open({ ...september, id: 'another', recipient: 'rui@acme.example' });
    const { expiresAt } =
      (await openLink(world.services, 'review', links.review.split('/r/')[1] ?? '')) ?? expect.fail('no link');
    world.now += 1000;
    const opened = await openReview(world.services, links.review.split('/r/')[1] ?? '');
    expect(opened?.others.map(({ period }) => period)).toEqual(['2026-09']);
    expect(await openLink(world.services, 'review', opened?.others[0]?.token ?? '')).toMatchObject({
      send: 'september',
      expiresAt,
    });
  });

  it('is not that to the preferences', async () => {
    expect((await get(links.review.replace('/r/', '/u/'))).status).toBe(404);
    expect((await get(links.preferences.replace('/u/', '/r/'))).status).toBe(404);
  });
});

describe('the link to the preferences', () => {
  it('shows them and changes nothing, however often a scanner follows it', async () => {
    for (let index = 0; index < 3; index += 1) expect((await get(links.preferences)).status).toBe(200);
    expect((await client('HEAD', pathOf(links.unsubscribe), { key: null })).status).toBe(200);
    expect(await unsubscribed()).toBe(false);
  });

  it('unsubscribes with one click of a mail program, without a redirect', async () => {
    const response = await post(links.unsubscribe, 'List-Unsubscribe=One-Click');
    expect([response.status, response.headers.get('location')]).toEqual([200, null]);
    expect(await unsubscribed()).toBe(true);
  });

  it('unsubscribes when the click comes as multipart, which RFC 8058 allows too', async () => {
    const form = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
    expect((await post(links.unsubscribe, form, { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(
      200,
    );
    expect(await unsubscribed()).toBe(true);
  });

  it('unsubscribes and subscribes again by its own buttons', async () => {
    await post(links.preferences, 'subscribe=no');
    expect(await unsubscribed()).toBe(true);
    await post(links.preferences, 'subscribe=yes');
    expect(await unsubscribed()).toBe(false);
  });

  it.each([
    ['what', 'x=y', undefined],
    ['in a form', '', undefined],
    ['in a form that can be read', 'x', 'multipart/form-data; boundary=y'],
    ['where the form begins', 'x', 'multipart/form-data'],
  ])('does nothing when it is not told %s', async (_, body, type) => {
    const response = await post(links.preferences, body, type === undefined ? {} : { 'content-type': type });
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(await unsubscribed()).toBe(false);
  });

  it('works for whoever is no longer a recipient', async () => {
    await world.apply({ recipients: [] });
    expect((await get(links.preferences)).status).toBe(200);
    expect((await post(links.unsubscribe, 'List-Unsubscribe=One-Click')).status).toBe(200);
    expect(await unsubscribed()).toBe(true);
  });

  it('opens nothing when it was tampered with', async () => {
    const forged = links.unsubscribe.replace('/u/acme.', '/u/other.');
    expect((await post(forged, 'List-Unsubscribe=One-Click')).status).toBe(404);
  });
});
