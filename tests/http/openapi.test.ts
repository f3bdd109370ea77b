import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postObservations } from '../../lambdas/flow/observations.ts';
import type { OpenApiDocument } from '../../lambdas/http/openapi/document.ts';
import { hookRoutes } from '../../lambdas/http/openapi/hooks.ts';
import { routesOf, templated } from '../../lambdas/http/openapi/operation.ts';
import { reading } from '../../lambdas/http/openapi/reviews.ts';
import { createRouter } from '../../lambdas/http/router.ts';
import { type Client, clientOf, json } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { bytes, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, type World, withFaults } from '../support/world.ts';

let database: RunningDatabase;
let world: World;
let client: Client;
let document: OpenApiDocument;

beforeAll(async () => {
  database = await startDynalite();
  world = await createWorld(database);
  client = clientOf(world.services);
  await world.apply({
    since: '2026-10-01',
    sources: [standardSource],
    recipients: [{ email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] }],
  });
  await postObservations(world.services, {
    workspace: 'acme',
    source: 'standard',
    body: bytes([wonDeal('1', 5, { owner: 'ana', source: 'web' }), wonDeal('2', 6, { owner: 'rui' })]),
    contentType: 'application/json',
  });
  document = (await (await client('GET', '/v1/openapi.json', { key: null })).json()) as OpenApiDocument;
});
afterAll(() => database.stop());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect([result.errors, result.valid]).toEqual([undefined, true]);
  });

  it('has every route that is answered, and no other', () => {
    const { routes } = createRouter(world.services);
    const answered = routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${templated(path)}`);
    const hooks = hookRoutes.map(({ method, path }) => `${method} ${path}`);
    const told = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(told.length).toBeGreaterThan(25);
    expect(told.sort()).toEqual([...new Set([...answered, ...hooks])].sort());
  });

  it('asks for the key that each route asks for', () => {
    const needs = Object.fromEntries(
      operations().map(({ method, path, operation: { security } }) => [`${method} ${path}`, security[0]?.key?.[0]]),
    );
    expect(needs).toMatchObject({
      'get /v1/workspaces/{workspace}/reviews': 'read',
      'put /v1/workspaces/{workspace}': 'admin',
      'post /v1/workspaces/{workspace}/sources/{source}/observations': 'ingest',
      'get /v1/kpis': undefined,
      'get /r/{token}': undefined,
    });
  });

  it('leads nowhere that is not in it, and names every parameter of a path', () => {
    const text = JSON.stringify(document);
    for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(name);
    expect(text).not.toContain('$defs');
    for (const { path, operation } of operations()) {
      const named = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`);
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(named);
    }
    expect(new Set(operations().map(({ operation }) => operation.operationId)).size).toBe(operations().length);
  });

  it('tells of queries by the schemas that check them', () => {
    const read = document.paths['/v1/workspaces/{workspace}/reviews/{period}']?.get;
    expect(read?.parameters.filter((one) => one.in === 'query').map(({ name }) => name)).toEqual(
      Object.keys(reading.shape),
    );
    expect(Object.keys((read?.responses['200']?.content ?? {}) as object)).toContain(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
  });
});

/** The schema that checks an answer with all that it has, and lets nothing through that it does not name. */
const schemaOf = (method: string, template: string, status: number) => {
  const routes = routesOf(createRouter(world.services));
  const route = routes.find((one) => one.method === method && one.path === template);
  return route?.operation.answers[status]?.schema ?? expect.fail(`${method} ${template} ${status} has no schema`);
};

const workspace = '/v1/workspaces/acme';

describe('what is answered', () => {
  const answers = async (
    method: string,
    template: string,
    asked: { path?: string; body?: unknown; status?: number } = {},
  ): Promise<Record<string, unknown>> => {
    const { path = '', body, status = 200 } = asked;
    const filled = template
      .replace('{workspace}', 'acme')
      .replace('{source}', 'standard')
      .replace('{period}', '2026-10');
    const response = await client(method, path === '' ? filled : path, body === undefined ? {} : { body });
    const answer = await json(response);
    expect([response.status, answer]).toEqual([status, expect.any(Object)]);
    const result = schemaOf(method, template, status).safeParse(answer);
    expect(result.success ? [] : result.error.issues).toEqual([]);
    return answer;
  };

  it.each(['2026-10', '2026-Q4', '2026', '2026-10-01..2026-10-15'])(
    'of the review of %s is what is told of it',
    async (period) => {
      const review = await answers('POST', '/v1/workspaces/{workspace}/reviews', { body: { period } });
      expect(review.period).toBe(period);
      expect((review.kpis as unknown[]).length).toBeGreaterThan(40);
      const published = { $ref: '#/components/schemas/Review', components: document.components };
      const isReview = new Ajv2020({ strict: false }).compile(published);
      expect([isReview(review), isReview.errors]).toEqual([true, null]);
      expect(isReview({ ...review, kpis: [{ id: 'winRate' }] })).toBe(false);
    },
  );

  it('of a review of a segment, read again and listed is what is told of it', async () => {
    await answers('POST', '/v1/workspaces/{workspace}/reviews', {
      body: { period: '2026-10', segment: { owner: 'ana' } },
    });
    await answers('POST', '/v1/workspaces/{workspace}/reviews', { body: { period: '2026-10' } });
    await answers('GET', '/v1/workspaces/{workspace}/reviews/{period}');
    await answers('GET', '/v1/workspaces/{workspace}/reviews');
    await answers('GET', '/v1/workspaces/{workspace}/reviews/{period}/kpis/{id}/records', {
      path: `${workspace}/reviews/2026-10/kpis/wonDeals/records`,
    });
  });

  it('of a workspace, its keys, sources and what comes in is what is told of it', async () => {
    const configuration = await answers('GET', '/v1/workspaces/{workspace}');
    await answers('PUT', '/v1/workspaces/{workspace}', { body: configuration });
    await answers('POST', '/v1/workspaces/{workspace}/keys', { body: { scopes: ['read'] }, status: 201 });
    await answers('GET', '/v1/workspaces/{workspace}/keys');
    await answers('GET', '/v1/workspaces/{workspace}/checks');
    await answers('POST', '/v1/workspaces/{workspace}/sources/{source}/observations', { body: [wonDeal('3', 7), {}] });
    await answers('GET', '/v1/workspaces/{workspace}/sources');
    await answers('GET', '/v1/workspaces/{workspace}/sources/{source}/deliveries');
    await answers('GET', '/v1/kpis');
  });

  it('of mails and jobs is what is told of it', async () => {
    await answers('POST', '/v1/workspaces/{workspace}/reviews/{period}/sends', { status: 202 });
    await world.work();
    await answers('GET', '/v1/workspaces/{workspace}/sends');
    const { job } = await answers('POST', '/v1/workspaces/{workspace}/sources/{source}/replay', {
      body: { failed: true },
      status: 202,
    });
    await world.work();
    await answers('GET', '/v1/jobs/{id}', { path: `/v1/jobs/${job}` });
    const hasty = clientOf(withFaults(world, { patienceMs: 0 }));
    const later = await hasty('POST', `${workspace}/reviews`, { body: { period: '2026-09' } });
    expect(schemaOf('POST', '/v1/workspaces/{workspace}/reviews', 202).safeParse(await json(later)).success).toBe(true);
  });

  it('of a mistake is a problem as it is told', async () => {
    const { Problem: schema } = document.components.schemas;
    const response = await client('POST', `${workspace}/reviews`, { body: { period: 'soon' } });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(Object.keys(await json(response)).sort()).toEqual(
      Object.keys((schema as { properties: object }).properties).sort(),
    );
  });
});

describe('the page of the API', () => {
  it('is open, loads nothing, and has every route with a request that can be pasted', async () => {
    const response = await client('GET', '/v1/docs', { key: null });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
    const page = await response.text();
    expect(page).not.toMatch(/<script|<img|<link rel="stylesheet|src=|@import|url\(/);
    for (const { path, operation } of operations()) {
      expect(page).toContain(`id="${operation.operationId}"`);
      expect(page).toContain(`<code>${path}</code>`);
    }
    expect(page.match(/curl /g)?.length).toBe(operations().length);
  });

  it('links only to what is on it, each place once', async () => {
    const page = await (await client('GET', '/v1/docs', { key: null })).text();
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });
});
