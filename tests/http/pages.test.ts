import { describe, expect, it } from 'vitest';
import { openLink, signLink } from '../../lambdas/flow/links.ts';
import { mailLinks } from '../../lambdas/flow/mailLinks.ts';
import { openSends } from '../../lambdas/flow/openSends.ts';
import { openReview } from '../../lambdas/flow/readers.ts';
import { storeReview } from '../../lambdas/flow/storeReview.ts';
import type { Links } from '../../lambdas/rendering/render.ts';
import { type Client, clientOf } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { reviewOf } from '../support/review.ts';
import { createWorld, start, type World } from '../support/world.ts';

let world: World;
let client: Client;
let links: Links;

const ana = { email: 'ana@acme.example', role: 'sales' };

eachOnDatabase(async (database) => {
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
describe('the link to a review', () => {
  it('opens the page, and its numbers as CSV, without an account', async () => {
    const page = await get(links.review);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
    expect(page.headers.get('set-cookie')).toBeNull();
    const csv = await get(links.csv);
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    const workbook = await get(links.csv.replace('csv', 'xlsx'));
    expect([workbook.status, workbook.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="acme-2026-10.xlsx"',
    ]);
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
      id: 'quarter',
      cadence: 'quarterly',
      start: '2026-07-01',
      period: '2026-Q3',
    });
    await world.services.ledger.open({ ...september, id: 'scoped', start: '2026-06-01', scope: { owner: 'ana' } });
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
    expect(opened?.others.map(({ period }) => period)).toEqual(['2026-09', '2026-Q3']);
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
