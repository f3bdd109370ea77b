import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailLinks } from '../../lambdas/flow/mailLinks.ts';
import { postObservations } from '../../lambdas/flow/observations.ts';
import type { OpenApiDocument } from '../../lambdas/http/openapi/document.ts';
import { tags } from '../rendering/support/mailed.ts';
import { type Client, clientOf } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { bytes, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, type World, withFaults } from '../support/world.ts';

let database: RunningDatabase;
let world: World;
let client: Client;
let document: OpenApiDocument;
let tokens: Readonly<Record<'r' | 'w' | 'u', string>>;

beforeAll(async () => {
  database = await startDynalite();
  world = await createWorld(database);
  client = clientOf(world.services);
  await world.apply({
    sources: [standardSource],
    recipients: [{ email: 'ana@acme.example', role: 'executive', reviews: ['monthly'] }],
  });
  await postObservations(world.services, {
    workspace: 'acme',
    source: 'standard',
    body: bytes([wonDeal('1', 5, { owner: 'ana' }), wonDeal('2', 6, { owner: 'rui' })]),
    contentType: 'application/json',
  });
  await client('POST', '/v1/workspaces/acme/reviews', { body: { period: '2026-10' } });
  await client('POST', '/v1/workspaces/acme/reviews/2026-10/sends');
  await world.work();
  const [send] = await world.services.ledger.list('acme');
  const {
    review,
    preferences,
    workspace = '',
  } = await mailLinks(world.services, send ?? expect.fail('nothing was mailed'), true);
  const token = (url: string): string => /\/[rwu]\/([^?]+)/.exec(url)?.[1] ?? expect.fail(`no token in ${url}`);
  tokens = { r: token(review), w: token(workspace), u: token(preferences) };
  document = (await (await client('GET', '/v1/openapi.json', { key: null })).json()) as OpenApiDocument;
});
afterAll(() => database.stop());

const csv = 'text/csv';
const html = 'text/html';
const problem = 'application/problem+json';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
type Answer = readonly [path: string, query: string, status: number, type: string];

const operationOf = (method: string, path: string) =>
  document.paths[path]?.[method.toLowerCase()] ?? expect.fail(`${method} ${path} is not told of`);

/** Asks, and holds the status and the media type of the answer against what is told of that route. */
const asked = async (
  method: string,
  path: string,
  {
    token = tokens[path[1] as 'r'],
    query = '',
    body,
    headers = {},
    by = client,
  }: {
    token?: string;
    query?: string;
    body?: string;
    headers?: Readonly<Record<string, string>>;
    by?: Client;
  } = {},
): Promise<readonly [status: number, type: string | undefined]> => {
  const url = path.replace('{token}', token) + query;
  const response = await by(method, url, { key: null, headers, ...(body !== undefined && { body }) });
  const type = response.headers.get('content-type')?.split(';')[0];
  const told = operationOf(method, path).responses[response.status] as { content?: object } | undefined;
  expect([url, response.status, Object.keys(told?.content ?? {})]).toEqual([
    url,
    response.status,
    expect.arrayContaining([type]),
  ]);
  return [response.status, type];
};

const pages: readonly Answer[] = [
  ['/r/{token}', '', 200, html],
  ['/r/{token}', '?format=csv', 200, csv],
  ['/r/{token}', '?format=xlsx', 200, xlsx],
  ['/r/{token}', '?by=owner&key=ana', 200, html],
  ['/r/{token}/records', '?kpi=wonDeals', 200, html],
  ['/r/{token}/records', '?kpi=wonDeals&segment=owner:ana', 200, html],
  ['/r/{token}/records', '?kpi=wonDeals&segment=owner', 404, html],
  ['/r/{token}/records', '?kpi=wonDeals&segment=owner:other', 404, html],
  ['/r/{token}/records', '?kpi=nothing', 404, html],
  ['/w/{token}', '', 200, html],
  ['/w/{token}', '?review=2026-10', 200, html],
  ['/w/{token}', '?review=2026-10&format=csv', 200, csv],
  ['/w/{token}', '?review=2026-10&format=xlsx', 200, xlsx],
  ['/w/{token}', '?review=2020-01', 404, html],
  ['/w/{token}', '?review=soon', 404, html],
  ['/w/{token}/records', '?review=2026-10&kpi=wonDeals', 200, html],
  ['/w/{token}/records', '?review=2026-10&kpi=wonDeals&segment=owner', 404, html],
  ['/w/{token}/records', '?kpi=wonDeals', 404, html],
  ['/u/{token}', '', 200, html],
];

const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };
const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
const whole = 'save=yes&cadences=monthly&cadences=annual&attachments=csv&locale=es';

const readers = () => Object.keys(document.paths).filter((path) => /^\/[rwu]\//.test(path));

describe('what is told of the links in mails', () => {
  it.each(pages)('is what is answered: %s%s', async (path, query, status, type) => {
    expect(await asked('GET', path, { query })).toEqual([status, type]);
  });

  it('is what is answered to links that open nothing, and to those of previews', async () => {
    for (const path of readers()) {
      expect(await asked('GET', path, { token: 'nonsense' })).toEqual([404, html]);
      expect(await asked('GET', path, { token: 'preview' })).toEqual([200, html]);
    }
  });

  it('is what is answered while records are being listed', async () => {
    const by = clientOf(withFaults(world, { patienceMs: 0 }));
    for (const [path, query] of [
      ['/r/{token}/records', '?kpi=winRate'],
      ['/w/{token}/records', '?review=2026-10&kpi=winRate&segment=owner:rui'],
    ] as const)
      expect(await asked('GET', path, { query, by })).toEqual([202, html]);
  });

  it.each([
    ['the one click', 'List-Unsubscribe=One-Click', urlencoded, 200, html],
    ['a button', 'subscribe=yes', urlencoded, 200, html],
    ['the form', `${whole}&pause=date&until=2026-12-01`, urlencoded, 200, html],
    ['the end of a pause', 'pause=none', urlencoded, 200, html],
    [
      'multipart',
      '--x\r\nContent-Disposition: form-data; name="subscribe"\r\n\r\nyes\r\n--x--\r\n',
      multipart,
      200,
      html,
    ],
    ['a day that cannot be', `${whole}&pause=date&until=soon`, urlencoded, 422, html],
    ['nothing', '', urlencoded, 400, problem],
    ['JSON', '{}', { 'content-type': 'application/json' }, 400, problem],
    ['too much', `save=${'x'.repeat(1024 * 1024)}`, { ...urlencoded, 'content-length': '1048581' }, 413, problem],
  ])('is what is answered to a form with %s', async (_, body, headers, status, type) => {
    expect(await asked('POST', '/u/{token}', { body, headers })).toEqual([status, type]);
  });

  it('is no status that nothing is answered with', () => {
    const statuses = (method: string, path: string) =>
      Object.keys(operationOf(method, path).responses).filter((status) => status !== 'default');
    for (const path of readers())
      expect([path, statuses('GET', path)]).toEqual([
        path,
        ['200', ...(path.endsWith('records') ? ['202'] : []), '404'],
      ]);
    expect(statuses('POST', '/u/{token}')).toEqual(['200', '400', '404', '413', '422']);
  });
});

describe('the form of the preferences', () => {
  const content = () => operationOf('POST', '/u/{token}').requestBody?.content ?? {};

  it('is told with every field of the page, as both types that it may come as', async () => {
    expect(Object.keys(content())).toEqual(['application/x-www-form-urlencoded', 'multipart/form-data']);
    const { properties } = document.components.schemas.PreferencesForm as { properties: Record<string, object> };
    const page = await (await client('GET', `/u/${tokens.u}`, { key: null })).text();
    const fields = [...tags(page, 'input'), ...tags(page, 'button')].flatMap((tag) => {
      const name = /name="([^"]+)"/.exec(tag)?.[1];
      return name === undefined ? [] : [[name, /value="([^"]*)"/.exec(tag)?.[1] ?? ''] as const];
    });
    expect([...new Set([...fields.map(([name]) => name), 'List-Unsubscribe'])].sort()).toEqual(
      Object.keys(properties).sort(),
    );
    const schema = { $ref: '#/components/schemas/PreferencesForm', components: document.components };
    const isForm = new Ajv2020({ strict: false }).compile(schema);
    for (const [name, value] of fields) {
      const several = name === 'cadences' || name === 'attachments';
      expect([name, isForm({ [name]: several ? [value] : value }), isForm.errors]).toEqual([name, true, null]);
    }
    expect(isForm({ cadences: ['weekly'] })).toBe(false);
  });

  it('is shown with a request that unsubscribes', async () => {
    const page = await (await client('GET', '/v1/docs', { key: null })).text();
    expect(page).toContain('-d &#39;List-Unsubscribe=One-Click&#39;');
  });
});
