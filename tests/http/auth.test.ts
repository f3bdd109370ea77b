import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyScope } from '../../lambdas/domain/ports.ts';
import { type Client, clientOf, json, keyWith } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { standardSource } from '../support/posted.ts';
import { createWorld, start, type World } from '../support/world.ts';

let database: RunningDatabase;
let world: World;
let client: Client;

beforeAll(async () => {
  database = await startDynalite();
  world = await createWorld(database);
  client = clientOf(world.services);
  for (const workspace of ['acme', 'other']) await world.apply({ workspace, sources: [standardSource] });
});
afterAll(() => database.stop());

interface Route {
  readonly method: string;
  /** Below the workspace. */
  readonly path: string;
  readonly scope: KeyScope;
}

const routes: Route[] = [
  { method: 'GET', path: '', scope: 'read' },
  { method: 'PUT', path: '', scope: 'admin' },
  { method: 'GET', path: '/keys', scope: 'admin' },
  { method: 'POST', path: '/keys', scope: 'admin' },
  { method: 'DELETE', path: '/keys/x', scope: 'admin' },
  { method: 'POST', path: '/sources/standard/observations', scope: 'ingest' },
  { method: 'GET', path: '/sources', scope: 'read' },
  { method: 'GET', path: '/reviews', scope: 'read' },
  { method: 'POST', path: '/reviews', scope: 'read' },
  { method: 'GET', path: '/reviews/2026-10', scope: 'read' },
  { method: 'POST', path: '/reviews/2026-10/sends', scope: 'admin' },
  { method: 'GET', path: '/sends', scope: 'read' },
];

const named = routes.map((route): [string, Route] => [`${route.method} …${route.path}`, route]);
const refused = (status: number): boolean => status === 401 || status === 403;

describe.each(named)('%s', (_name, { method, path, scope }) => {
  const ask = (key: string | null, workspace = 'acme') =>
    client(method, `/v1/workspaces/${workspace}${path}`, {
      key,
      ...(method !== 'GET' && method !== 'DELETE' && { body: {} }),
    });

  it('wants a key that is valid', async () => {
    const expired = await keyWith(world.services, ['admin'], 'acme', start);
    for (const key of [null, 'qd_nobody', '', expired]) {
      const response = await ask(key);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it(`takes keys with the scope "${scope}" or "admin", and no other`, async () => {
    for (const one of ['ingest', 'read', 'admin'] as const) {
      const { status } = await ask(await keyWith(world.services, [one]));
      expect([one, refused(status)]).toEqual([one, one !== scope && one !== 'admin']);
    }
  });

  it('answers a key of another workspace in one way, be the workspace there or not', async () => {
    const key = await keyWith(world.services, ['admin'], 'other');
    const [there, nowhere] = [await ask(key, 'acme'), await ask(key, 'nowhere')];
    expect(there.status).toBe(403);
    expect([nowhere.status, await nowhere.text()]).toEqual([403, await there.text()]);
  });
});

describe('the deployment key', () => {
  it('is told that a workspace is not there', async () => {
    expect((await client('GET', '/v1/workspaces/nowhere')).status).toBe(404);
    expect((await client('GET', '/v1/workspaces/acme')).status).toBe(200);
  });

  it('opens nothing when it is cut short or is wrong in its last letter', async () => {
    for (const key of ['qd_admin_of_test', 'qd_admin_of_testz', 'qd_admin_of_tests ']) {
      const { status } = await client('GET', '/v1/workspaces/acme', { key });
      expect([key, status]).toEqual([key, key.endsWith(' ') ? 200 : 401]);
    }
  });

  it('may be sent with the scheme in any case, and with no other scheme', async () => {
    const ask = (authorization: string) =>
      client('GET', '/v1/workspaces/acme', { key: null, headers: { authorization } });
    expect((await ask('bearer qd_admin_of_tests')).status).toBe(200);
    expect((await ask('Basic qd_admin_of_tests')).status).toBe(401);
    expect((await ask('qd_admin_of_tests')).status).toBe(401);
  });
});

describe('jobs', () => {
  it('of another workspace are as if they were not there', async () => {
    await world.services.jobs.put({
      id: 'mine',
      workspace: 'acme',
      status: 'queued',
      createdAt: start,
      result: null,
      reason: null,
    });
    const ask = (id: string, key: string) => client('GET', `/v1/jobs/${id}`, { key });
    const own = await keyWith(world.services, ['read']);
    const others = await keyWith(world.services, ['read'], 'other');
    expect(await json(await ask('mine', own))).toEqual({ id: 'mine', status: 'queued', result: null, reason: null });
    const [theirs, none] = [await ask('mine', others), await ask('nine', others)];
    expect(theirs.status).toBe(404);
    expect((await theirs.text()).replace('mine', 'nine')).toBe(await none.text());
    expect((await ask('mine', await keyWith(world.services, ['ingest']))).status).toBe(403);
  });
});
