import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../lambdas/domain/ports.ts';
import { createKnownSources } from '../../lambdas/flow/known.ts';
import { type Hook, receive } from '../../lambdas/flow/receive.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { kommoHook, kommoSource, kommoToken, signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { countsNear, pendingOf } from '../support/received.ts';
import { createWorld, signingSecret, start, type World, withFaults } from '../support/world.ts';

let world: World;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  await world.apply({ sources: [standardSource, kommoSource] });
});

const pending = (source?: string) => pendingOf(world.services, source);

const aside = async (source = 'standard') => {
  const found: { delivery: Delivery; tokenHash: string | null }[] = [];
  for await (const one of world.services.refused.list('acme', source)) found.push(one);
  return found;
};

const kommoAdds = (token: string | null): Hook => kommoHook('leads[add][0][id]=1', token);
const taken = { contentType: 'application/json', body: '{"received":true}' };

const otherSecret = `whsec_${Buffer.from('another key of thirty-two bytes ').toString('base64')}`;

describe('a hook that verifies', () => {
  it('is stored with its very bytes before it is acknowledged, and nothing else is done', async () => {
    const hook = signedHook(wonDeal('1', 5));
    expect(await receive(world.services, hook)).toEqual(taken);
    const [key] = await pending();
    const stored = key && (await world.services.deliveries.get(key));
    expect(stored).toMatchObject({ kind: 'webhook', receivedAt: start, outcome: null });
    expect(Buffer.from(stored?.body ?? [])).toEqual(Buffer.from(hook.body));
    expect(await countsNear(world.services)).toEqual([]);
  });

  it('leaves no secret in what is stored', async () => {
    await receive(world.services, {
      ...signedHook(wonDeal('1', 5)),
      headers: { ...signedHook(wonDeal('1', 5)).headers, authorization: 'Bearer x' },
    });
    const [key] = await pending();
    expect(key && (await world.services.deliveries.get(key))?.headers).toEqual({});
  });

  it('may prove itself by the token in its address', async () => {
    expect(await receive(world.services, kommoAdds(kommoToken))).toEqual(taken);
    expect(await pending('kommo')).toHaveLength(1);
  });

  it('is not acknowledged when it could not be stored', async () => {
    const faults = {
      deliveries: { ...world.services.deliveries, put: () => Promise.reject(new Error('out of reach')) },
    };
    await expect(receive(withFaults(world, faults), signedHook(wonDeal('1', 5)))).rejects.toThrow('out of reach');
  });

  it('costs no read once its source is known', async () => {
    await receive(world.services, signedHook(wonDeal('1', 5)));
    const unread = { ...world.services.workspaces, get: () => Promise.reject(new Error('read again')) };
    expect(await receive(withFaults(world, { workspaces: unread }), signedHook(wonDeal('2', 5)))).toEqual(taken);
  });
});

describe('a hook is refused', () => {
  const valid = signedHook(wonDeal('1', 5));
  const without = (name: string): Hook => ({
    ...valid,
    headers: Object.fromEntries(Object.entries(valid.headers).filter(([key]) => key !== name)),
  });
  const cases: [why: string, hook: Hook][] = [
    ['of an unknown workspace', { ...valid, workspace: 'nobody' }],
    ['of an unknown source', { ...valid, source: 'nothing' }],
    ['of a workspace that is no name', { ...valid, workspace: '../acme' }],
    ['with another secret', signedHook(wonDeal('1', 5), { secret: otherSecret })],
    ['with a body that was tampered with', { ...valid, body: new TextEncoder().encode('{}') }],
    ['without a signature', without('webhook-signature')],
    ['without a timestamp', without('webhook-timestamp')],
    ['an hour late', signedHook(wonDeal('1', 5), { at: start - 3_600_000 })],
    ['with another token', kommoAdds('another-token')],
    ['with the stored hash for a token', kommoAdds('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')],
    ['without a token', kommoAdds(null)],
  ];

  it.each(cases)('%s', async (_why, hook) => {
    expect(await receive(world.services, hook)).toBeUndefined();
    expect(await pending()).toEqual([]);
    expect(await pending('kommo')).toEqual([]);
  });

  it('whatever its signature, of a source without secrets', async () => {
    await world.apply({ sources: [{ ...standardSource, secrets: [] }] });
    expect(await receive(world.services, valid)).toBeUndefined();
    const standard = world.services.sources.get('standard') ?? expect.fail('no such system');
    const credulous = new Map([['standard', { ...standard, verify: () => true }]]);
    const { workspaces, secrets, clock } = world.services;
    const known = createKnownSources({ workspaces, secrets, clock, verifiers: credulous });
    expect(await receive(withFaults(world, { known }), valid)).toBeUndefined();
  });
});

describe('what is refused of a known source', () => {
  it('is set aside as it came, and counted', async () => {
    const hook = signedHook(wonDeal('1', 5), { secret: otherSecret });
    await receive(world.services, hook);
    const [one] = await aside();
    expect(Buffer.from(one?.delivery.body ?? [])).toEqual(Buffer.from(hook.body));
    expect(one?.delivery.headers['webhook-signature']).toBe(hook.headers['webhook-signature']);
    expect(await countsNear(world.services)).toMatchObject([{ refused: 1, deliveries: 0 }]);
  });

  it('is set aside without credentials, and its token only as a hash', async () => {
    await receive(world.services, {
      ...signedHook(wonDeal('1', 5), { secret: otherSecret }),
      headers: { authorization: 'Bearer x', cookie: 'y' },
    });
    await receive(world.services, { ...kommoAdds('mistyped-token'), headers: { 'x-any': 'z' } });
    expect((await aside())[0]?.delivery.headers).toEqual({});
    const [kommo] = await aside('kommo');
    expect(kommo?.delivery.headers).toEqual({});
    expect(kommo?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is not set aside of an unknown source', async () => {
    await receive(world.services, { ...signedHook(wonDeal('1', 5)), source: 'nothing' });
    expect(await aside('nothing')).toEqual([]);
  });

  it('gets the same answer although it could not be set aside', async () => {
    const faults = {
      refused: { ...world.services.refused, setAside: () => Promise.reject(new Error('out of reach')) },
    };
    expect(
      await receive(withFaults(world, faults), signedHook(wonDeal('1', 5), { secret: otherSecret })),
    ).toBeUndefined();
    expect(world.log).toContainEqual(expect.objectContaining({ level: 'error', source: 'standard' }));
  });
});

describe('the secrets that are remembered', () => {
  it('are read again when a hook does not verify, so that a rotated one works within seconds', async () => {
    await receive(world.services, signedHook(wonDeal('1', 5)));
    world.secrets.set('acme/standard', [signingSecret, otherSecret]);
    world.now += 6_000;
    expect(await receive(world.services, signedHook(wonDeal('2', 5), { secret: otherSecret, at: world.now }))).toEqual(
      taken,
    );
  });

  it('are not read again for each of many bad hooks', async () => {
    let reads = 0;
    const source = world.services.secrets.source;
    world.services.secrets.source = (...args) => {
      reads += 1;
      return source(...args);
    };
    for (let index = 0; index < 10; index += 1)
      await receive(world.services, signedHook(wonDeal('1', 5), { secret: otherSecret }));
    expect(reads).toBe(1);
  });

  it('are forgotten after a minute, so that a withdrawn one is of no use', async () => {
    await receive(world.services, signedHook(wonDeal('1', 5)));
    world.secrets.set('acme/standard', [otherSecret]);
    world.now += 61_000;
    expect(await receive(world.services, signedHook(wonDeal('2', 5), { at: world.now }))).toBeUndefined();
  });

  it('know a new workspace as soon as it is applied here, although it was asked for before', async () => {
    const hook: Hook = { ...signedHook(wonDeal('1', 5)), workspace: 'newer' };
    expect(await receive(world.services, hook)).toBeUndefined();
    await world.apply({ workspace: 'newer', sources: [standardSource] });
    expect(await receive(world.services, hook)).toEqual(taken);
  });

  it('are not remembered when reading them failed', async () => {
    const { source } = world.services.secrets;
    world.services.secrets.source = () => Promise.reject(new Error('out of reach'));
    await expect(receive(world.services, signedHook(wonDeal('1', 5)))).rejects.toThrow('out of reach');
    world.services.secrets.source = source;
    expect(await receive(world.services, signedHook(wonDeal('1', 5)))).toEqual(taken);
  });
});
