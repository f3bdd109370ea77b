import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OtherVersionError } from '../../lambdas/domain/workspaces/storedVersion.ts';
import { type Client, clientOf, json } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { standardSource } from '../support/posted.ts';
import { createWorld, type World, withFaults } from '../support/world.ts';

let database: RunningDatabase;
let world: World;
let client: Client;

beforeAll(async () => {
  database = await startDynalite();
  world = await createWorld(database);
  client = clientOf(world.services);
  await world.apply({ sources: [standardSource] });
});
afterAll(() => database.stop());

type Asked = Parameters<Client>[2];

const deep = '['.repeat(100_000) + ']'.repeat(100_000);
const long = 'a'.repeat(3000);

const cases: [what: string, status: number, method: string, path: string, asked?: Asked][] = [
  ['an address that there is not', 404, 'GET', '/v2/workspaces'],
  ['a method that an address does not take', 405, 'PATCH', '/v1/workspaces/acme'],
  ['a body that is no JSON', 400, 'PUT', '/v1/workspaces/acme', { body: '{' }],
  ['a body that is nested without end', 400, 'PUT', '/v1/workspaces/acme', { body: `{"identity":{"a":${deep}}}` }],
  [
    'a body of another type',
    415,
    'PUT',
    '/v1/workspaces/acme',
    { body: 'workspace: acme', headers: { 'content-type': 'text/yaml' } },
  ],
  [
    'observations of another type',
    415,
    'POST',
    '/v1/workspaces/acme/sources/standard/observations',
    { body: 'a,b', headers: { 'content-type': 'text/csv' } },
  ],
  ['a body that is too large', 413, 'PUT', '/v1/workspaces/acme', { body: ' '.repeat(1024 * 1024 + 1) }],
  [
    'observations that are too large',
    413,
    'POST',
    '/v1/workspaces/acme/sources/standard/observations',
    { body: ' '.repeat(4 * 1024 * 1024 + 1) },
  ],
  ['a period in a form that there is not', 422, 'POST', '/v1/workspaces/acme/reviews', { body: { period: 'October' } }],
  ['a period in the address in a form that there is not', 422, 'GET', '/v1/workspaces/acme/reviews/october'],
  ['a scope that is none', 422, 'GET', '/v1/workspaces/acme/reviews/2026-10?scope=south'],
  ['a scope that is badly encoded', 422, 'GET', '/v1/workspaces/acme/reviews/2026-10?scope=owner%3D%25'],
  ['a version that is no number', 422, 'GET', '/v1/workspaces/acme/reviews/2026-10?version=last'],
  ['a cursor that nobody gave', 422, 'GET', '/v1/workspaces/acme/reviews?cursor=abc'],
  ['a limit that is too high', 422, 'GET', '/v1/workspaces/acme/reviews?limit=1000'],
  ['a review that is not there yet', 404, 'GET', '/v1/workspaces/acme/reviews/2026-10'],
  ['a workspace that is not there', 404, 'GET', '/v1/workspaces/nobody/reviews'],
  ['a source that is not there', 404, 'POST', '/v1/workspaces/acme/sources/nothing/observations', { body: [] }],
  ['a key that is not there', 404, 'DELETE', '/v1/workspaces/acme/keys/nothing'],
  ['a job that is not there', 404, 'GET', '/v1/jobs/nothing'],
  // Longer than what the database takes as a key.
  ['a job of a very long name', 404, 'GET', `/v1/jobs/${long}`],
  ['a workspace of a very long name', 404, 'GET', `/v1/workspaces/${long}/sources`],
  ['a key of a very long name', 404, 'DELETE', `/v1/workspaces/acme/keys/${long}`],
];

describe('every error is a problem that says what to do', () => {
  it.each(cases)('%s: %d', async (_what, status, method, path, asked) => {
    const response = await client(method, path, asked);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await json(response)).toMatchObject({
      type: 'about:blank',
      status,
      title: expect.any(String),
      detail: expect.stringMatching(/^.{10,}$/s),
    });
  });

  it('a method that is not taken is answered with those that are', async () => {
    expect((await client('PATCH', '/v1/workspaces/acme')).headers.get('allow')).toBe('PUT, GET, HEAD');
  });

  it('a body that is no JSON is told where, and not quoted', async () => {
    const { detail } = await json(await client('PUT', '/v1/workspaces/acme', { body: '{"workspace":\n s3cr3t' }));
    expect(detail).toContain('line 2, column 2');
    expect(detail).not.toContain('s3cr3t');
  });

  it('a period that is none is answered with the forms that there are', async () => {
    const { errors } = await json(await client('POST', '/v1/workspaces/acme/reviews', { body: { period: 'October' } }));
    expect(errors).toEqual([{ path: 'period', message: expect.stringContaining('2026-10-01..2026-10-15') }]);
  });

  it('mistakes in a body have their paths, all of them', async () => {
    const response = await client('POST', '/v1/workspaces/acme/keys', {
      body: { scopes: ['reed'], nam: 'x', expiresAt: 'tomorrow' },
    });
    const { errors } = await json(response);
    expect(errors).toEqual([
      { path: 'scopes[0]', message: expect.stringContaining('did you mean "read"') },
      { path: 'expiresAt', message: expect.stringContaining('2027-01-31T00:00:00Z') },
      { path: 'nam', message: expect.stringContaining('did you mean "name"') },
    ]);
  });

  it('tables of another version are told as such, with what to do', async () => {
    const broken = withFaults(world, {
      workspaces: { ...world.services.workspaces, get: () => Promise.reject(new OtherVersionError(1)) },
    });
    const response = await clientOf(broken)('GET', '/v1/workspaces/acme/reviews/2026-10');
    expect(response.status).toBe(503);
    expect((await json(response)).detail).toContain('docs/operations.md');
  });

  it('of ours tells nothing of the inside, and is logged by its route', async () => {
    const broken = withFaults(world, {
      workspaces: { ...world.services.workspaces, get: () => Promise.reject(new TypeError('secret internals')) },
    });
    const response = await clientOf(broken)('GET', '/v1/workspaces/acme/reviews/2026-10');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret internals');
    expect(world.log).toContainEqual(
      expect.objectContaining({
        level: 'error',
        route: 'GET /v1/workspaces/:workspace/reviews/:period',
        error: expect.any(TypeError),
      }),
    );
  });
});

it('every answer forbids scripts that are not ours, framing, storing and searching', async () => {
  for (const path of ['/v1/kpis', '/r/nothing', '/nowhere']) {
    const { headers } = await client('GET', path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    const scripts = /script-src ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1];
    if (path === '/r/nothing') expect(scripts).toMatch(/^('sha256-[\w+/]{43}=' ?)+$/);
    else expect(scripts).toBeUndefined();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex');
  }
});
