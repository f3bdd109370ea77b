import { describe, expect, it } from 'vitest';
import type { Links } from '../../lambdas/rendering/render.ts';
import { tags, visible } from '../rendering/support/mailed.ts';
import { type Client, clientOf } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { mailedReview } from '../support/mailedReview.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let client: Client;
let links: Links;

/** The clock stands at 2 November 2026. */
const ana = { email: 'ana@acme.example', role: 'sales', reviews: ['monthly', 'quarterly'] };

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  client = clientOf(world.services);
  await world.apply({ recipients: [ana], admins: ['ops@acme.example'] });
  links = await mailedReview(world, ana.email);
});

const pathOf = (url: string): string => url.replace('https://quarterdeck.example', '');
const get = (url: string) => client('GET', pathOf(url), { key: null });
const post = (
  body: string,
  headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' },
  url = links.preferences,
) => client('POST', pathOf(url), { key: null, body, headers });
const kept = () => world.services.preferences.get('acme', ana.email);
const unsubscribed = async () => ((await kept())?.unsubscribedAt ?? null) !== null;

/** The form as the page has it, with some of it filled in otherwise. */
const form = (change: Readonly<Record<string, string | readonly string[]>> = {}): string => {
  const whole = { cadences: ['monthly', 'quarterly'], locale: 'en', pause: 'none', until: '', save: 'yes', ...change };
  return new URLSearchParams(
    Object.entries(whole).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  ).toString();
};
const checkedIn = (html: string): string[] =>
  tags(html, 'input')
    .filter((tag) => / checked/.test(tag))
    .map((tag) => /value="([^"]*)"/.exec(tag)?.[1] ?? '');

describe('the link to the preferences', () => {
  it('shows them and changes nothing, however often a scanner follows it', async () => {
    for (let index = 0; index < 3; index += 1) expect((await get(links.preferences)).status).toBe(200);
    await get(`${links.preferences}?subscribe=no&List-Unsubscribe=One-Click&${form({ cadences: [] })}`);
    expect((await client('HEAD', pathOf(links.unsubscribe), { key: null })).status).toBe(200);
    expect(await kept()).toBeUndefined();
  });

  it('unsubscribes with one click of a mail program: no cookie, no redirect', async () => {
    const response = await post('List-Unsubscribe=One-Click', undefined, links.unsubscribe);
    expect([response.status, response.headers.get('location'), response.headers.get('set-cookie')]).toEqual([
      200,
      null,
      null,
    ]);
    expect(await unsubscribed()).toBe(true);
  });

  it('unsubscribes when the click comes as multipart, which RFC 8058 allows too', async () => {
    const parts = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
    expect((await post(parts, { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(200);
    expect(await unsubscribed()).toBe(true);
  });

  it('unsubscribes and subscribes again by its own buttons, and then again changes nothing', async () => {
    await post('subscribe=no');
    expect(await unsubscribed()).toBe(true);
    const since = await kept();
    world.now += 60_000;
    await post('subscribe=no');
    expect(await kept()).toEqual(since);
    await post('subscribe=yes');
    expect(await kept()).toEqual({ unsubscribedAt: null, subscribedAt: world.now });
    world.now += 60_000;
    await post('subscribe=yes');
    expect(await kept()).toEqual({ unsubscribedAt: null, subscribedAt: world.now - 60_000 });
  });

  it('subscribes again after months from then on', async () => {
    await post('subscribe=no');
    world.now = Date.parse('2027-01-15T12:00:00Z');
    await post('subscribe=yes');
    expect((await kept())?.cadencesSince).toMatchObject({ monthly: world.now, quarterly: world.now });
  });

  it.each([
    ['what', 'x=y', undefined],
    ['in a form', '', undefined],
    ['in a form that can be read', 'x', 'multipart/form-data; boundary=y'],
    ['where the form begins', 'x', 'multipart/form-data'],
  ])('does nothing when it is not told %s', async (_, body, type) => {
    const response = await post(body, type === undefined ? {} : { 'content-type': type });
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(await kept()).toBeUndefined();
  });

  it('works for whoever is no longer a recipient, who has nothing to choose', async () => {
    await world.apply({ recipients: [] });
    expect(tags(await (await get(links.preferences)).text(), 'fieldset')).toEqual([]);
    expect((await post('List-Unsubscribe=One-Click')).status).toBe(200);
    expect(await unsubscribed()).toBe(true);
  });

  it('opens nothing when it was tampered with', async () => {
    const forged = links.unsubscribe.replace('/u/acme.', '/u/other.');
    expect((await post('List-Unsubscribe=One-Click', undefined, forged)).status).toBe(404);
  });
});

describe('the form', () => {
  it('keeps all that is chosen, and says so in the language that was', async () => {
    const response = await post(
      form({ cadences: ['monthly', 'campaign'], locale: 'pt-BR', attachments: ['csv', 'xlsx'], pause: 'month' }),
    );
    const page = await response.text();
    expect([response.status, response.headers.get('location')]).toEqual([200, null]);
    expect(page).toMatch(/<html lang="pt-BR"[\s\S]*role="status">Salvo/);
    expect(await kept()).toEqual({
      unsubscribedAt: null,
      cadences: ['monthly', 'campaign'],
      cadencesSince: { campaign: world.now },
      cadencesLeft: { quarterly: world.now },
      locale: 'pt-BR',
      attachments: ['csv', 'xlsx'],
      pausedUntil: '2026-12-02',
    });
    expect(checkedIn(await (await get(links.preferences)).text())).toEqual([
      'monthly',
      'campaign',
      'pt-BR',
      'csv',
      'xlsx',
      'date',
    ]);
    expect(await (await get(links.review)).text()).toContain('<html lang="pt-BR"');
  });

  it('keeps nothing of what is as the company has set it, so that it follows that', async () => {
    await post(form());
    expect(await kept()).toEqual({ unsubscribedAt: null });
    await post(form({ locale: 'es', cadences: 'annual' }));
    await post(form());
    expect(await kept()).toEqual({
      unsubscribedAt: null,
      cadencesSince: { annual: world.now },
      cadencesLeft: { annual: world.now },
    });
    await world.apply({ recipients: [{ ...ana, reviews: ['annual'], locale: 'ms' }] });
    const page = await (await get(links.preferences)).text();
    expect(checkedIn(page)).toEqual(['annual', 'ms', 'none']);
    expect(page).toContain('<html lang="ms"');
  });

  it('says what the company has set, whatever was chosen', async () => {
    const page = visible(await (await post(form({ cadences: 'annual', locale: 'es', attachments: 'csv' }))).text());
    expect(page).toContain('acme: informe mensual e informe trimestral.');
    expect(page).toContain('acme: English.');
    expect(page).toContain('acme no ha definido ninguno.');
  });

  it('may ask for no review at all, and says what that means', async () => {
    const page = visible(await (await post(form({ cadences: [] }))).text());
    expect(page).toContain('you get no reviews');
    expect((await kept())?.cadences).toEqual([]);
  });

  it.each([
    ['month', '', '2026-12-02'],
    ['quarter', '', '2027-02-02'],
    ['date', '2026-11-03', '2026-11-03'],
    ['date', '2027-11-02', '2027-11-02'],
    ['none', '2027-01-01', undefined],
  ])('pauses: %s %s', async (pause, until, end) => {
    const response = await post(form({ pause, until }));
    expect([response.status, (await kept())?.pausedUntil]).toEqual([200, end]);
  });

  it('shows until when it pauses, and ends that with one button, which changes nothing else', async () => {
    const paused = await (await post(form({ pause: 'date', until: '2027-01-15', locale: 'es' }))).text();
    expect(visible(paused)).toContain('antes del 15 de enero de 2027');
    expect(tags(paused, 'button')).toContainEqual(expect.stringContaining('name="pause" value="none"'));
    const ended = visible(await (await post('pause=none')).text());
    expect(ended).toContain('La pausa ha terminado');
    expect(await kept()).toEqual({ unsubscribedAt: null, locale: 'es' });
  });

  it('shows no pause that is over', async () => {
    await post(form({ pause: 'date', until: '2026-11-05' }));
    world.now = Date.parse('2026-11-05T00:00:00Z');
    const page = await (await get(links.preferences)).text();
    expect(checkedIn(page)).toContain('none');
    expect(page).not.toContain('2026-11-05');
  });

  it.each([
    ['is today', '2026-11-02'],
    ['is over', '2026-10-01'],
    ['is over a year away', '2027-11-03'],
    ['does not exist', '2027-02-30'],
    ['is no day', 'soon'],
    ['is missing', ''],
  ])('that pauses until a day that %s saves nothing, and keeps the rest of what was filled in', async (_, until) => {
    await post(form({ locale: 'ms' }));
    const before = await kept();
    const response = await post(form({ cadences: 'annual', locale: 'es', attachments: 'csv', pause: 'date', until }));
    const page = await response.text();
    expect([response.status, await kept()]).toEqual([422, before]);
    // Not the language that was not saved.
    expect(page).toMatch(/<html lang="ms"[\s\S]*role="alert" id="wrong"/);
    const field = tags(page, 'input').find((tag) => tag.includes('type="date"'));
    expect(field).toContain('aria-describedby="wrong"');
    expect(field).toContain(`value="${until}"`);
    expect(checkedIn(page)).toEqual(['annual', 'es', 'csv', 'date']);
  });

  it.each([
    ['a cadence', { cadences: ['monthly', 'weekly'] }],
    ['a language', { locale: 'tlh' }],
    ['a language, twice', { locale: ['es', 'ms'] }],
    ['a file', { attachments: 'exe' }],
    ['a pause', { pause: 'forever' }],
    ['a name of the language’s own', { locale: '__proto__' }],
  ])('with %s that it does not offer saves nothing', async (_, change) => {
    const response = await post(form(change));
    expect([response.status, await kept()]).toEqual([422, undefined]);
    expect(checkedIn(await response.text())).toEqual(['monthly', 'quarterly', 'en', 'none']);
  });

  it('shows what is filled in as text, whatever it is', async () => {
    const response = await post(form({ pause: 'date', until: '"><script>alert(1)</script>' }));
    expect(response.status).toBe(422);
    expect(await response.text()).not.toContain('<script');
  });
});
