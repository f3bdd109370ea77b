import { describe, expect, it } from 'vitest';
import type { Workspaces } from '../../lambdas/domain/ports.ts';
import { encode } from '../../lambdas/domain/records/encode.ts';
import { observed } from '../../lambdas/domain/records/fold.ts';
import { type Applied, apply } from '../../lambdas/flow/apply.ts';
import { sha256 } from '../../lambdas/flow/hash.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { kommoHook, kommoSource, kommoToken, signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { countsNear, pendingOf } from '../support/received.ts';
import { createWorld, signingSecret, start, type World, withFaults } from '../support/world.ts';

const day = 86_400_000;

let world: World;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
});

const smallest = { workspace: 'acme', timeZone: 'America/Sao_Paulo', currency: 'BRL', from: 'kpis@acme.example' };
const put = (change: Record<string, unknown> = {}, name = 'acme'): Promise<Applied> =>
  apply(world.services, name, { ...smallest, ...change });
const errorsOf = (applied: Applied) => ('errors' in applied ? applied.errors : []);
const changed = (applied: Applied) => 'changed' in applied && applied.changed;
const stored = async () => (await world.services.workspaces.get('acme')) ?? expect.fail('no workspace');
const ana = { email: 'ana@acme.example', role: 'sales' };
const rui = { email: 'rui@acme.example', role: 'service' };

describe('applying a configuration', () => {
  it('makes the workspace, and tells where hooks are to be sent', async () => {
    expect(await put({ sources: [standardSource, kommoSource] })).toEqual({
      workspace: 'acme',
      changed: true,
      secretsChanged: true,
      warnings: [],
      hooks: [
        { source: 'standard', system: 'standard', url: 'https://quarterdeck.example/hooks/acme/standard' },
        { source: 'kommo', system: 'kommo', url: 'https://quarterdeck.example/hooks/acme/kommo/{token}' },
      ],
    });
    expect(await world.services.workspaces.list()).toEqual(['acme']);
    expect(await stored()).toMatchObject({
      createdAt: start,
      version: 1,
      fingerprint: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
  });

  it('tells of a system that signs only some of its requests where the others are to be sent, too', async () => {
    expect(
      await put({ sources: [{ id: 'tasks', system: 'clickup', secrets: ['a-token-of-22-characters'] }] }),
    ).toMatchObject({
      hooks: [
        {
          url: 'https://quarterdeck.example/hooks/acme/tasks',
          tokenUrl: 'https://quarterdeck.example/hooks/acme/tasks/{token}',
        },
      ],
    });
  });

  it('again changes nothing', async () => {
    await put({ sources: [standardSource], recipients: [ana] });
    world.now += day;
    expect(changed(await put({ sources: [standardSource], recipients: [ana] }))).toBe(false);
    expect(await stored()).toMatchObject({ createdAt: start, version: 1 });
  });

  it('changed keeps when the workspace was made', async () => {
    await put();
    world.now += day;
    expect(changed(await put({ name: 'Acme Ltda' }))).toBe(true);
    expect(await stored()).toMatchObject({ createdAt: start, version: 2, configuration: { name: 'Acme Ltda' } });
  });

  it('with mistakes changes nothing and lists them all', async () => {
    const errors = errorsOf(await put({ timeZone: 'Sao_Paulo', sources: [{ id: 'x', system: 'nope' }] }));
    expect(errors.map(({ path }) => path)).toEqual(['timeZone', 'sources[0].system']);
    expect(await world.services.workspaces.get('acme')).toBeUndefined();
  });

  it('is refused at the address of another workspace', async () => {
    expect(errorsOf(await put({}, 'other'))).toEqual([expect.objectContaining({ path: 'workspace' })]);
  });

  it('wins or repeats against others who apply at the same time', async () => {
    await put();
    await Promise.all(['A', 'B', 'C', 'D'].map((name) => put({ name })));
    expect((await stored()).version).toBe(5);
  });

  it('works on what the other wrote after losing the write', async () => {
    await put({ recipients: [ana] });
    const { workspaces } = world.services;
    let lost = false;
    const losing: Workspaces = {
      ...workspaces,
      put: async (workspace, expected) => {
        if (lost) return workspaces.put(workspace, expected);
        lost = true;
        await workspaces.put({ ...(await stored()), recipientsSince: { 'ana@acme.example': '2026-01-01' } }, 1);
        return workspaces.put(workspace, expected);
      },
    };
    await apply(withFaults(world, { workspaces: losing }), 'acme', { ...smallest, recipients: [ana], name: 'Acme' });
    expect(await stored()).toMatchObject({ version: 3, recipientsSince: { 'ana@acme.example': '2026-01-01' } });
  });
});

describe('secrets', () => {
  it('are kept apart, and the configuration holds masks', async () => {
    await put({ sources: [standardSource, kommoSource] });
    expect(JSON.stringify(await stored())).not.toContain(signingSecret);
    expect((await stored()).configuration.sources.map(({ secrets }) => secrets)).toEqual([['********'], ['********']]);
    expect(world.secrets.get('acme/standard')).toEqual([signingSecret]);
  });

  it('that stand in addresses are kept as hashes only', async () => {
    await put({ sources: [kommoSource] });
    expect(world.secrets.get('acme/kommo')).toEqual([sha256(kommoToken)]);
  });

  it('that are masked stay, each in its place, and a change of one is a change', async () => {
    await put({ sources: [{ ...kommoSource, secrets: ['first', 'second'] }] });
    expect(changed(await put({ sources: [{ ...kommoSource, secrets: ['********', '********'] }] }))).toBe(false);
    expect(changed(await put({ sources: [{ ...kommoSource, secrets: ['new', '********'] }] }))).toBe(true);
    expect(world.secrets.get('acme/kommo')).toEqual([sha256('new'), sha256('second')]);
  });

  it('that are masked where there is none are a mistake, and those of another system too', async () => {
    expect(errorsOf(await put({ sources: [{ ...kommoSource, secrets: ['********'] }] }))).toEqual([
      expect.objectContaining({ path: 'sources[0].secrets[0]' }),
    ]);
    await put({ sources: [{ ...kommoSource, id: 'crm' }] });
    expect(errorsOf(await put({ sources: [{ id: 'crm', system: 'standard', secrets: ['********'] }] }))).toEqual([
      expect.objectContaining({ path: 'sources[0].secrets[0]' }),
    ]);
  });

  it('of a source that is taken out are forgotten', async () => {
    await put({ sources: [kommoSource] });
    await put({ sources: [] });
    expect(world.secrets.get('acme/kommo')).toEqual([]);
    expect(errorsOf(await put({ sources: [{ ...kommoSource, secrets: ['********'] }] }))).toHaveLength(1);
  });
});

describe('since when someone is a recipient', () => {
  it('is not said of those in the first configuration', async () => {
    await put({ recipients: [ana] });
    expect((await stored()).recipientsSince).toEqual({});
  });

  it('is the local day on which they were added', async () => {
    await put({ recipients: [ana] });
    world.now = Date.parse('2026-12-02T01:00:00Z');
    await put({ recipients: [ana, rui] });
    expect((await stored()).recipientsSince).toEqual({ 'rui@acme.example': '2026-12-01' });
    world.now += 30 * day;
    await put({ recipients: [rui, ana], name: 'Acme' });
    expect((await stored()).recipientsSince).toEqual({ 'rui@acme.example': '2026-12-01' });
  });

  it('begins anew for those who were taken out and put back', async () => {
    await put({ recipients: [ana] });
    await put({ recipients: [] });
    world.now += 40 * day;
    await put({ recipients: [ana] });
    expect((await stored()).recipientsSince).toEqual({ 'ana@acme.example': '2026-12-12' });
  });

  it('does not begin anew when an address is written in another case', async () => {
    await put({ recipients: [ana] });
    world.now += 40 * day;
    await put({ recipients: [{ ...ana, email: 'Ana@acme.example' }] });
    expect((await stored()).recipientsSince).toEqual({});
  });
});

describe('deliveries that were refused', () => {
  const otherSecret = `whsec_${Buffer.from('another key of thirty-two bytes ').toString('base64')}`;
  const outcome = async () => {
    const outcomes: unknown[] = [];
    for await (const page of world.services.records.scan('acme', 'standard', 1, 'deal'))
      outcomes.push(...page.map(({ key }) => key.id));
    return outcomes;
  };
  const sweep = (services = world.services) => sweepWorkspace(services, 'acme', world.now + 1);
  const deletedAt = (at: number): string =>
    encode(observed({ record: 'deal', id: '1', stamp: { at, nanos: 0, seq: null }, set: {}, deleted: true }));
  const aside = async (source: string): Promise<number> => {
    let count = 0;
    for await (const _ of world.services.refused.list('acme', source)) count += 1;
    return count;
  };

  it('are taken in once the secret is right, as of when they came', async () => {
    await put({ sources: [{ ...standardSource, secrets: [otherSecret] }] });
    await receive(world.services, signedHook(wonDeal('1', 5)));
    expect(await aside('standard')).toBe(1);
    world.now += day / 2;
    await put({ sources: [standardSource] });
    expect(await aside('standard')).toBe(0);
    const [key] = await pendingOf(world.services);
    expect(key && (await world.services.deliveries.get(key))).toMatchObject({
      receivedAt: start + day / 2,
      firstReceivedAt: start,
    });
    await sweep();
    expect(await outcome()).toEqual(['1']);
    expect(await countsNear(world.services)).toMatchObject([{ refused: 1, deliveries: 0 }, { deliveries: 1 }]);
  });

  it('are taken in by the token that they came with', async () => {
    await put({ sources: [{ ...kommoSource, secrets: ['mistyped'] }] });
    await receive(world.services, kommoHook('leads[add][0][id]=1'));
    world.now += 1;
    await receive(world.services, kommoHook('leads[add][0][id]=1', 'a stranger'));
    world.now += 1;
    await put({ sources: [kommoSource] });
    await sweep();
    expect(await countsNear(world.services, 'kommo')).toMatchObject([{ deliveries: 1, refused: 2 }]);
  });

  it('that tell no time of their own are as of when the first of them came', async () => {
    await put({ sources: [{ ...kommoSource, secrets: ['mistyped'] }] });
    const refuse = () => receive(world.services, kommoHook('leads[delete][0][id]=1&account[id]=1'));
    await refuse();
    world.now += 15 * 60_000;
    await refuse();
    world.now += day;
    await put({ sources: [kommoSource] });
    await sweep();
    const pages = world.services.records.scan('acme', 'kommo', 1, 'deal', true);
    const states: string[] = [];
    for await (const page of pages) states.push(...page.map(({ state }) => state));
    expect(states).toEqual([deletedAt(start)]);
  });

  it('are in the records and counted once, though they can be put there only later', async () => {
    await put({ sources: [{ ...standardSource, secrets: [otherSecret] }] });
    for (const id of ['1', '2', '3']) {
      world.now += 1;
      await receive(world.services, signedHook(wonDeal(id, 5), { id: `msg_${id}` }));
    }
    world.now += 60 * 60_000;
    await sweep();
    await put({ sources: [standardSource] });
    const { records } = world.services;
    const failing: typeof records = { ...records, put: () => Promise.reject(new Error('out of reach')) };
    await sweep(withFaults(world, { records: failing }));
    world.now += 60 * 60_000;
    await sweep();
    await sweep();
    expect((await outcome()).sort()).toEqual(['1', '2', '3']);
    expect(await countsNear(world.services)).toMatchObject([{ deliveries: 3, refused: 3 }]);
  });

  it('stay aside while they do not verify', async () => {
    await put({ sources: [standardSource] });
    await receive(world.services, signedHook(wonDeal('1', 5), { secret: otherSecret }));
    await put({ sources: [standardSource], name: 'Acme' });
    expect(await aside('standard')).toBe(1);
    expect(await outcome()).toEqual([]);
  });

  it('stay aside while they cannot be stored', async () => {
    await put({ sources: [{ ...standardSource, secrets: [otherSecret] }] });
    await receive(world.services, signedHook(wonDeal('1', 5)));
    const { deliveries } = world.services;
    const faults = { deliveries: { ...deliveries, put: () => Promise.reject(new Error('out of reach')) } };
    const applying = apply(withFaults(world, faults), 'acme', { ...smallest, sources: [standardSource] });
    await expect(applying).rejects.toThrow('out of reach');
    expect(await aside('standard')).toBe(1);
    expect(changed(await put({ sources: [standardSource] }))).toBe(false);
    expect(await aside('standard')).toBe(0);
    await sweep();
    expect(await outcome()).toEqual(['1']);
  });
});
