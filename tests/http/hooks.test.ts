import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, clientOf, json } from '../support/client.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { kommoSource, kommoToken, signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, type World, withFaults } from '../support/world.ts';

let database: RunningDatabase;
let world: World;
let client: Client;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());
beforeEach(async () => {
  world = await createWorld(database);
  client = clientOf(world.services);
  await world.apply({ sources: [standardSource, kommoSource] });
});

const { body, headers } = signedHook(wonDeal('1', 5));
const post = (path: string, change: { body?: Uint8Array | string; headers?: Record<string, string> } = {}) =>
  client('POST', path, { key: null, body, headers, ...change });

describe('a hook', () => {
  it('is acknowledged once it is stored', async () => {
    const response = await post('/hooks/acme/standard');
    expect([response.status, await json(response)]).toEqual([200, { received: true }]);
  });

  it('may carry its token in the address', async () => {
    expect((await post(`/hooks/acme/kommo/${kommoToken}`, { body: 'leads[add][0][id]=1' })).status).toBe(200);
  });

  it('is refused in one way for every reason', async () => {
    const answers = await Promise.all([
      post('/hooks/nobody/standard'),
      post('/hooks/acme/nothing'),
      post('/hooks/ACME/standard'),
      post('/hooks/acme/standard', { headers: { ...headers, 'webhook-signature': 'v1,AAAA' } }),
      post('/hooks/acme/standard', { headers: {} }),
      post('/hooks/acme/standard', { body: '' }),
      post('/hooks/acme/kommo'),
      post('/hooks/acme/kommo/wrong'),
      post('/hooks/nobody/kommo/wrong'),
      post('/hooks/acme'),
      post('/hooks/acme/standard/'),
      post('/hooks/acme/kommo/wrong/longer'),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
    const told = await Promise.all(
      answers.map(async (answer) => JSON.stringify([[...answer.headers].sort(), await answer.text()])),
    );
    expect(new Set(told).size).toBe(1);
  });

  it('of more than a megabyte is refused before it is read', async () => {
    const response = await post('/hooks/acme/standard', { body: new Uint8Array(1024 * 1024 + 1) });
    expect([response.status, response.headers.get('content-type')]).toEqual([413, 'application/problem+json']);
  });

  it('is repeated by its sender when it could not be stored', async () => {
    const broken = withFaults(world, {
      deliveries: { ...world.services.deliveries, put: () => Promise.reject(new Error('table d1 is throttled')) },
    });
    const response = await clientOf(broken)('POST', '/hooks/acme/standard', { key: null, body, headers });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('throttled');
  });

  it('leaves no trace of its token in the log when something goes wrong', async () => {
    const broken = withFaults(world, {
      known: { ...world.services.known, find: () => Promise.reject(new Error('out of reach')) },
    });
    await clientOf(broken)('POST', `/hooks/acme/kommo/${kommoToken}`, { key: null, body: 'a=b' });
    expect(world.log).toContainEqual(
      expect.objectContaining({ level: 'error', route: 'POST /hooks/:workspace/:source/:token?' }),
    );
    expect(JSON.stringify(world.log)).not.toContain(kommoToken);
  });
});
