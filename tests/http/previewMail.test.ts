import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, clientOf, json, keyWith } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { createWorld, type World } from '../support/world.ts';

let database: RunningDatabase;
let world: World;
let client: Client;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const ana = { email: 'ana@acme.example', name: 'Ana', role: 'sales', locale: 'es' };
const rui = { email: 'rui@acme.example', role: 'executive', scope: { owner: 'rui' } };
const reviews = '/v1/workspaces/acme/reviews';

beforeEach(async () => {
  world = await createWorld(database);
  client = clientOf(world.services);
  await world.apply({ recipients: [ana, rui] });
  await client('POST', reviews, { body: { period: '2026-10' } });
});

const mailType = 'message/rfc822';
const ask = (query = '', accept = mailType) => client('GET', `${reviews}/2026-10?${query}`, { headers: { accept } });
const mailOf = async (query = '') => {
  const response = await ask(query);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, mailType]);
  return simpleParser(Buffer.from(await response.arrayBuffer()));
};

describe('a review as a mail', () => {
  it('is composed as it would be sent, of a role and in a language, and is sent to nobody', async () => {
    const { subject, text, from, html } = await mailOf('role=sales&locale=pt-BR');
    expect([subject, from?.text]).toEqual([expect.stringMatching(/outubro de 2026/i), '"KPIs" <kpis@acme.example>']);
    expect(text).toContain('Vendas');
    expect(html).toContain('lang="pt-BR"');
    await world.work();
    expect([world.mailer.taken, await world.services.ledger.list('acme')]).toEqual([[], []]);
  });

  it('may be that of a recipient: their name, role and language', async () => {
    const { to, text } = await mailOf('recipient=Ana@acme.example');
    expect([to].flat()[0]?.text).toBe('"Ana" <ana@acme.example>');
    expect(text).toContain('Ventas');
  });

  it('is that of a recipient’s scope, and never of more', async () => {
    expect((await ask('recipient=rui@acme.example')).status).toBe(404);
    expect((await ask('recipient=rui@acme.example', 'text/html')).status).toBe(404);
  });

  it('has links that are nobody’s, and lead to a page that says so', async () => {
    const { text = '' } = await mailOf('role=executive');
    const links = [...new Set(text.match(/https:\S+/g))].map((link) => new URL(link));
    const paths = new Set(links.map(({ pathname }) => pathname));
    expect([...paths].sort()).toEqual(['/r/preview', '/u/preview', '/w/preview']);
    for (const pathname of paths) {
      const page = await client('GET', pathname, { key: null, headers: { 'accept-language': 'en' } });
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('This is a preview')]);
    }
  });

  it('is composed although nothing says yet whom it is from', async () => {
    await world.apply({ workspace: 'bare', from: undefined });
    await client('POST', '/v1/workspaces/bare/reviews', { body: { period: '2026-10' } });
    const response = await client('GET', '/v1/workspaces/bare/reviews/2026-10', { headers: { accept: mailType } });
    expect((await simpleParser(Buffer.from(await response.arrayBuffer()))).from?.text).toContain('quarterdeck.invalid');
  });

  it.each([
    ['recipient=eve@evil.example', 'recipient'],
    ['recipient=ana@acme.example&role=crm', 'role'],
    ['recipient=ana@acme.example&scope=owner%3Dana', 'scope'],
  ])('of %s is refused', async (query, path) => {
    const response = await ask(query);
    expect([response.status, (await json(response)).errors]).toEqual([422, [expect.objectContaining({ path })]]);
  });
});

describe('a test that is asked for', () => {
  const post = (body: unknown, key?: string) =>
    client('POST', `${reviews}/2026-10/tests`, { body, ...(key !== undefined && { key }) });

  it('is a job, which tells that it was mailed', async () => {
    const response = await post({ to: ana.email });
    const { job } = await json(response);
    expect([response.status, response.headers.get('location')]).toEqual([202, `/v1/jobs/${job}`]);
    await world.work();
    expect(world.mailer.taken).toMatchObject([{ to: ana.email, tags: { workspace: 'acme', test: job } }]);
    expect(await json(await client('GET', `/v1/jobs/${job}`))).toMatchObject({ status: 'done' });
  });

  it('takes an admin key', async () => {
    const read = await keyWith(world.services, ['read', 'ingest']);
    expect((await post({ to: ana.email }, read)).status).toBe(403);
    const admin = await keyWith(world.services, ['admin']);
    expect((await post({ to: ana.email }, admin)).status).toBe(202);
  });

  it.each([
    [{ to: 'eve@evil.example' }, 'to'],
    [{ to: 'no address' }, 'to'],
    [{}, 'to'],
    [{ to: ana.email, role: 'king' }, 'role'],
    [{ to: ana.email, locale: 'x' }, 'locale'],
  ])('as %j is refused', async (body, path) => {
    const response = await post(body);
    expect([response.status, (await json(response)).errors]).toEqual([422, [expect.objectContaining({ path })]]);
    expect(world.tests).toEqual([]);
  });

  it('of a review that is not computed says how to compute it', async () => {
    const response = await client('POST', `${reviews}/2026-09/tests`, { body: { to: ana.email } });
    expect([response.status, (await json(response)).detail]).toEqual([404, expect.stringContaining(`POST ${reviews}`)]);
  });
});
