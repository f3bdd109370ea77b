import { describe, expect, it } from 'vitest';
import { postObservations } from '../../../lambdas/flow/observations.ts';
import { receive } from '../../../lambdas/flow/receive.ts';
import { schedule } from '../../../lambdas/flow/schedule.ts';
import { sweepWorkspace } from '../../../lambdas/flow/sweep.ts';
import { hookOf, leadWith } from '../../sources/kommo/fixture.ts';
import { eachOnDatabase } from '../../support/eachOnDatabase.ts';
import { bytes, kommoHook, kommoSource, signedHook, standardSource, wonDeal } from '../../support/posted.ts';
import { createWorld, start, type World } from '../../support/world.ts';
import { checkOf, examine } from './support.ts';

const otherSecret = `whsec_${Buffer.from('another secret of as many bytes').toString('base64')}`;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let world: World;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  await world.apply({ sources: [standardSource, kommoSource] });
});

const of = (id: string, subject = 'standard') => checkOf(world, id, { subject });
const post = (...observations: unknown[]) =>
  postObservations(world.services, {
    workspace: 'acme',
    source: 'standard',
    body: bytes(observations),
    contentType: 'application/json',
  });
const refuse = () => receive(world.services, { ...signedHook(wonDeal('2', 5)), headers: {} });
const fail = async () => {
  await receive(world.services, signedHook('nothing that it should be', { at: world.now }));
  await sweepWorkspace(world.services, 'acme', world.now + 1);
};

describe('a source', () => {
  it('that sends is well', async () => {
    await post(wonDeal('1', 5));
    const checks = (await examine(world)).filter(
      ({ id, subject }) => id.startsWith('sources.') && subject === 'standard',
    );
    expect(checks.map(({ id, status }) => [id, status])).toEqual([
      ['sources.arrival', 'ok'],
      ['sources.failures', 'ok'],
      ['sources.account', 'ok'],
      ['sources.rejected', 'ok'],
      ['sources.refused', 'ok'],
      ['sources.secret', 'ok'],
      ['sources.pending', 'ok'],
    ]);
  });

  it('that never sent anything is told where to send to', async () => {
    expect((await of('sources.arrival', 'kommo')).message).toBe('It is waiting for its first delivery.');
    world.now += 3 * day + 1;
    expect(await of('sources.arrival', 'kommo')).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('ever'),
      mend: expect.stringContaining('https://quarterdeck.example/hooks/acme/kommo/{token}'),
    });
  });

  it('that sends nothing for three days is silent', async () => {
    await post(wonDeal('1', 5));
    world.now += 3 * day;
    expect((await of('sources.arrival')).status).toBe('ok');
    world.now += 1;
    expect(await of('sources.arrival')).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('nothing has come since 2026-11-02 12:00 UTC'),
    });
    world.now = start + 40 * day;
    expect((await of('sources.arrival')).message).toContain('for 30 days');
  });

  it('of which all fails is a problem, of which some fails a warning, with the reasons', async () => {
    await fail();
    expect(await of('sources.failures')).toMatchObject({
      status: 'problem',
      message: expect.stringMatching(/1 of 1 delivery\. .*holds observations/),
      mend: expect.stringMatching(/\nnpx quarterdeck sources acme standard$/),
    });
    await post(wonDeal('1', 5));
    expect(await of('sources.failures')).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('1 of 2 deliveries'),
    });
    world.now += 7 * day;
    expect((await of('sources.failures')).status).toBe('ok');
  });

  it('has each reason of a failure told as a sentence', async () => {
    await fail();
    const failures = await world.services.workspaces.failures('acme', 'standard');
    const of = (reason: string, receivedAt: number) =>
      failures.map((one) => ({ ...one, key: { ...one.key, receivedAt }, reason }));
    const workspaces = {
      ...world.services.workspaces,
      failures: async () => [...of('Observation 0, id: is missing', start), ...of('The body is not JSON.', start + 1)],
    };
    const { message } = await checkOf(world, 'sources.failures', { subject: 'standard', workspaces });
    expect(message).toMatch(/1 delivery\. The body is not JSON\. Observation 0, id: is missing\.$/);
  });

  it('of which all is of another account is a warning, with both named, and failed in nothing', async () => {
    const other = { ...kommoSource, account: '4401' };
    const come = async (account: string) => {
      await receive(world.services, kommoHook(hookOf('add', leadWith()).replaceAll('4400', account)));
      await sweepWorkspace(world.services, 'acme', world.now + 1);
    };
    await world.apply({ sources: [standardSource, other] });
    await come('4400');
    expect(await of('sources.failures', 'kommo')).toMatchObject({ status: 'ok' });
    expect(await of('sources.account', 'kommo')).toMatchObject({
      status: 'warning',
      message: expect.stringMatching(
        /left out: 1 of 1 delivery\. wrongAccount: .* 4400, the source's `account` is 4401/,
      ),
      mend: expect.stringMatching(/"account".*\n.* apply .*\nnpx quarterdeck replay acme kommo --failed$/s),
    });
    world.now += minute;
    await come('4401');
    expect(await of('sources.account', 'kommo')).toMatchObject({
      status: 'ok',
      message: 'Of another account in the last 7 days, and left out: 1 of 2 deliveries.',
    });
    await receive(world.services, kommoHook('nothing=1'));
    await sweepWorkspace(world.services, 'acme', world.now + 1);
    expect((await of('sources.failures', 'kommo')).message).not.toContain('wrongAccount');
  });

  it('whose observations are rejected is a warning', async () => {
    await post(wonDeal('1', 5), { record: 'boat' });
    expect(await of('sources.rejected')).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('1 observation; 1 was taken'),
      mend: expect.stringMatching(/\nnpx quarterdeck sources acme standard$/),
    });
  });

  it('whose webhooks are refused is a problem when none is taken, else a warning', async () => {
    await refuse();
    // It came without a signature: no other secret would have it verify.
    expect(await of('sources.refused')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('neither a token nor a signature'),
      mend: expect.stringMatching(/\nnpx quarterdeck sources acme standard --watch$/),
    });
    await receive(world.services, signedHook(wonDeal('3', 5), { secret: otherSecret }));
    expect((await of('sources.refused')).mend).toContain('quarterdeck apply workspace.yaml');
    await post(wonDeal('1', 5));
    expect((await of('sources.refused')).status).toBe('warning');
    world.now += 7 * day;
    expect((await of('sources.refused')).status).toBe('ok');
  });

  it('is no more asked for its secret once what was refused has been taken in', async () => {
    await world.apply({ sources: [{ ...standardSource, secrets: [otherSecret] }, kommoSource] });
    await receive(world.services, signedHook(wonDeal('2', 5)));
    expect((await of('sources.refused')).message).toContain('webhook. It does not verify: the secret, the address or');
    await world.apply({ sources: [standardSource, kommoSource] });
    expect(await of('sources.refused')).toMatchObject({
      status: 'ok',
      message: 'Refused in the last 7 days: 1 webhook; none of them is set aside any more.',
    });
  });

  it('without a secret is a warning; one whose secret is lost is a problem', async () => {
    await world.apply({ sources: [standardSource, { ...kommoSource, secrets: [] }] });
    expect((await of('sources.secret', 'kommo')).status).toBe('warning');
    world.secrets.delete('acme/standard');
    expect(await of('sources.secret')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('refused'),
    });
  });

  it('whose secret can be guessed is a warning that does not say it; of a token only the hash is there', async () => {
    const short = 'whsec_c2hvcnQ=';
    await world.apply({
      sources: [
        { ...standardSource, secrets: [short] },
        { ...kommoSource, secrets: ['short'] },
      ],
    });
    expect(await of('sources.secret')).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('guessed'),
    });
    expect((await of('sources.secret', 'kommo')).status).toBe('ok');
    expect(JSON.stringify(await examine(world))).not.toContain(short);
  });

  it('whose deliveries wait is a warning after five minutes, a problem when ticks have not helped', async () => {
    await receive(world.services, signedHook(wonDeal('1', 5)));
    world.now += 5 * minute;
    expect((await of('sources.pending')).status).toBe('ok');
    world.now += 1;
    expect(await of('sources.pending')).toMatchObject({
      status: 'warning',
      message: expect.stringContaining(
        '1 waiting to be translated for over five minutes, the oldest since 2026-11-02 12:00',
      ),
    });
    world.now += 45 * minute;
    expect((await of('sources.pending')).status).toBe('problem');
    await sweepWorkspace(world.services, 'acme', world.now + 1);
    expect((await of('sources.pending')).status).toBe('ok');
  });

  it('that cannot be looked at is a warning, and the others are looked at', async () => {
    const secrets = {
      ...world.services.secrets,
      source: async (workspace: string, source: string) => {
        if (source === 'kommo') throw new Error('Parameter Store is out of reach.');
        return world.services.secrets.source(workspace, source);
      },
    };
    const checks = await examine(world, { secrets });
    expect(checks.filter(({ subject }) => subject === 'kommo')).toMatchObject([
      { id: 'sources.health', status: 'warning', message: expect.stringContaining('out of reach') },
    ]);
    expect(checks.filter(({ subject }) => subject === 'standard')).toHaveLength(7);
  });

  it('that is missing is a warning', async () => {
    await world.apply({ sources: [] });
    expect((await checkOf(world, 'sources.any')).status).toBe('warning');
  });
});

describe('the schedule', () => {
  const ticks = () => checkOf(world, 'schedule.ticks');

  it('is well after a tick, and a problem when there has been none for an hour', async () => {
    await post(wonDeal('1', 5));
    world.now += 2 * hour;
    expect(await ticks()).toMatchObject({ status: 'problem', mend: expect.stringContaining('Scheduler') });
    await schedule(world.services, world.now);
    expect(await ticks()).toMatchObject({ status: 'ok', message: expect.stringContaining('2026-11-02 14:00 UTC') });
    world.now += hour;
    expect((await ticks()).status).toBe('ok');
    world.now += minute;
    expect((await ticks()).status).toBe('problem');
  });

  it('of a new workspace is not doubted', async () => {
    world.now += hour - 1;
    expect((await ticks()).status).toBe('ok');
  });

  it('cannot be judged while every source has something that cannot be translated', async () => {
    await world.apply({ sources: [standardSource] });
    await receive(world.services, signedHook(wonDeal('1', 5)));
    world.now += 2 * hour;
    expect(await ticks()).toMatchObject({ status: 'warning', message: expect.stringContaining('cannot be told') });
  });
});
