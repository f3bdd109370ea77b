import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSsmSecrets } from '../../../lambdas/adapters/secrets/ssm.ts';
import { answerSsm } from '../../support/cloud/ssm.ts';
import { type Answer, json, type StandIn, startStandIn, stubCredentials } from '../standIn.ts';

let ssm: StandIn;
let parameters: Map<string, string>;
/** How many requests yet are throttled. */
let throttled: number;
let now: number;

const answer: Answer = (received, response, request) => {
  if (throttled === 0) return answerSsm(parameters)(received, response, request);
  throttled -= 1;
  json(response, 400, { __type: 'ThrottlingException', message: 'no' });
};

const create = () => createSsmSecrets('/quarterdeck/prod', () => now);

beforeEach(async () => {
  parameters = new Map();
  throttled = 0;
  now = 1_790_000_000_000;
  ssm = await startStandIn(answer);
  stubCredentials();
  vi.stubEnv('AWS_ENDPOINT_URL_SSM', ssm.url);
});
afterEach(() => ssm.stop());

const name = '/quarterdeck/prod/sources/acme/kommo';

describe('secrets in Parameter Store', () => {
  it('are read from a parameter of the source', async () => {
    parameters.set(name, '["one","two"]');
    expect(await create().source('acme', 'kommo')).toEqual(['one', 'two']);
    expect(await create().source('acme', 'kommo-2')).toEqual([]);
  });

  it('are read once in five minutes, however many ask', async () => {
    parameters.set(name, '["one"]');
    const secrets = create();
    await Promise.all(Array.from({ length: 20 }, () => secrets.source('acme', 'kommo')));
    parameters.set(name, '["two"]');
    now += 5 * 60_000 - 1;
    expect(await secrets.source('acme', 'kommo')).toEqual(['one']);
    expect(ssm.received).toHaveLength(1);
    now += 1;
    expect(await secrets.source('acme', 'kommo')).toEqual(['two']);
    expect(ssm.received).toHaveLength(2);
  });

  it('are read anew for whoever wants them fresh, and then by all', async () => {
    parameters.set(name, '["one"]');
    const secrets = create();
    await secrets.source('acme', 'kommo');
    parameters.set(name, '["two"]');
    expect(await secrets.source('acme', 'kommo')).toEqual(['one']);
    expect(await secrets.source('acme', 'kommo', true)).toEqual(['two']);
    expect(await secrets.source('acme', 'kommo')).toEqual(['two']);
    expect(ssm.received).toHaveLength(2);
  });

  it('are remembered to be absent too', async () => {
    const secrets = create();
    for (let time = 0; time < 5; time += 1) expect(await secrets.source('acme', 'kommo')).toEqual([]);
    expect(ssm.received).toHaveLength(1);
  });

  it('are not asked for under what is no id', async () => {
    const secrets = create();
    for (const id of ['', '../admin', 'a/b', 'A', 'a'.repeat(64), '%2e'])
      for (const [workspace, source] of [
        [id, 'kommo'],
        ['acme', id],
      ] as const)
        expect(await secrets.source(workspace, source)).toEqual([]);
    expect(ssm.received).toEqual([]);
  });

  it('are remembered of a bounded number of sources', async () => {
    const secrets = create();
    for (let index = 0; index <= 1000; index += 50)
      await Promise.all(
        Array.from({ length: Math.min(50, 1001 - index) }, (_, more) =>
          secrets.source('acme', `source-${index + more}`),
        ),
      );
    const asked = ssm.received.length;
    await secrets.source('acme', 'source-1000');
    expect(ssm.received).toHaveLength(asked);
    await secrets.source('acme', 'source-0');
    expect(ssm.received).toHaveLength(asked + 1);
  });

  it('are known at once where they are set', async () => {
    const secrets = create();
    expect(await secrets.source('acme', 'kommo')).toEqual([]);
    await secrets.setSource('acme', 'kommo', ['one']);
    expect(await secrets.source('acme', 'kommo')).toEqual(['one']);
    await secrets.setSource('acme', 'kommo', []);
    expect(await create().source('acme', 'kommo')).toEqual([]);
  });

  it('are asked for again when they are throttled', async () => {
    parameters.set(name, '["one"]');
    throttled = 2;
    expect(await create().source('acme', 'kommo')).toEqual(['one']);
    expect(ssm.received).toHaveLength(3);
  });

  it('are asked for again after a failure', async () => {
    const secrets = create();
    ssm.answer((_, response) => json(response, 400, { __type: 'AccessDeniedException', message: 'no' }));
    await expect(secrets.source('acme', 'kommo')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    ssm.answer(answer);
    parameters.set(name, '["one"]');
    expect(await secrets.source('acme', 'kommo')).toEqual(['one']);
  });

  it('hold an admin key that is made by one of many', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => create().admin()));
    expect(keys[0]).toMatch(/^qd_admin_[\w-]{43}$/);
    expect(new Set(keys).size).toBe(1);
    expect(parameters.get('/quarterdeck/prod/admin')).toBe(keys[0]);
  });

  it('hold keys for links, the current one first', async () => {
    const [made] = await create().links();
    expect(JSON.parse(parameters.get('/quarterdeck/prod/links') ?? '')).toEqual([made]);
    const rotated = [{ id: 'b', key: 'new' }, made];
    parameters.set('/quarterdeck/prod/links', JSON.stringify(rotated));
    expect(await create().links()).toEqual(rotated);
  });
});
