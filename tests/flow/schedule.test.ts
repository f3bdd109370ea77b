import { describe, expect, it } from 'vitest';
import type { Workspaces } from '../../lambdas/domain/ports.ts';
import { cameBack } from '../../lambdas/domain/workspaces/choice.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { review } from '../../lambdas/flow/review.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { unsubscribe } from '../../lambdas/flow/unsubscribed.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { pendingOf } from '../support/received.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';

let world: World;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
});

const ana = { email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] };
const rui = { email: 'rui@acme.example', role: 'service', reviews: ['monthly'], scope: { region: 'south' } };
const acme = { since: '2026-10-01', sources: [standardSource], recipients: [ana, rui] };
const tick = (now = start) => schedule(world.services, now);
const ledger = async () =>
  (await world.services.ledger.list('acme'))
    .map(({ period, recipient, state, reason, version }) => ({ period, recipient, state, reason, version }))
    .sort((a, b) => b.period.localeCompare(a.period) || a.recipient.localeCompare(b.recipient));

describe('a tick', () => {
  it('has computed and mailed what is due, to each the review of their scope', async () => {
    await world.apply(acme);
    await receive(world.services, signedHook([wonDeal('1', 5), wonDeal('2', 6)]));
    await tick();
    await world.work();
    expect(world.mailer.taken.map(({ to }) => to).sort()).toEqual([ana.email, rui.email]);
    expect(await ledger()).toEqual([
      { period: '2026-10', recipient: ana.email, state: 'sent', reason: null, version: 1 },
      { period: '2026-10', recipient: rui.email, state: 'sent', reason: null, version: 1 },
    ]);
    const { items } = await world.services.reviews.list('acme', 10);
    expect(items.map(({ id }) => id).sort()).toEqual([
      'acme/monthly/2026-10-01/all/1',
      'acme/monthly/2026-10-01/region=south/1',
    ]);
    const whole = await world.services.reviews.latest({
      workspace: 'acme',
      cadence: 'monthly',
      start: '2026-10-01',
      scope: null,
    });
    expect(whole?.kpis.find(({ id }) => id === 'wonDeals')?.value).toBe(2);
  });

  it('twice, at once or one after the other, mails nothing twice', async () => {
    await world.apply(acme);
    await Promise.all([tick(), tick()]);
    await world.work();
    await tick(start + 60_000);
    await world.work();
    expect(world.mailer.taken).toHaveLength(2);
    expect((await world.services.reviews.list('acme', 10)).items).toHaveLength(2);
  });

  it('mails nothing again to an address that is written in another case since', async () => {
    await world.apply(acme);
    await tick();
    await world.work();
    await world.apply({ ...acme, recipients: [{ ...ana, email: 'Ana@Acme.example' }, rui] });
    await tick(start + 60_000);
    expect(world.reviews).toEqual([]);
  });

  it('mails nothing before it is due', async () => {
    await world.apply(acme);
    await tick(Date.parse('2026-11-01T07:59:00Z'));
    expect(world.reviews).toEqual([]);
    await tick(Date.parse('2026-11-01T08:00:00Z'));
    expect(world.reviews).toHaveLength(1);
  });

  it('after an outage mails the latest period and lists the older ones as too late, told to whoever reads the log', async () => {
    await world.apply({ ...acme, recipients: [ana] });
    await tick(Date.parse('2027-01-05T12:00:00Z'));
    await world.work();
    expect(await ledger()).toEqual([
      { period: '2026-12', recipient: ana.email, state: 'sent', reason: null, version: 1 },
      { period: '2026-11', recipient: ana.email, state: 'skipped', reason: 'late', version: 1 },
      { period: '2026-10', recipient: ana.email, state: 'skipped', reason: 'late', version: 1 },
    ]);
    expect(world.mailer.taken).toHaveLength(1);
    expect(world.log.filter(({ level, count }) => level === 'warn' && count === 1).map(({ period }) => period)).toEqual(
      ['2026-10', '2026-11'],
    );
  });

  it.each([
    ['unsubscribed', { unsubscribedAt: start }],
    ['bounced', { unsubscribedAt: start, stoppedBy: 'bounced' }],
    ['paused', { pausedUntil: '2026-11-20' }],
  ] as const)('mails nothing to whoever is %s, and enters that', async (reason, preferred) => {
    await world.apply(acme);
    await world.services.preferences.change('acme', rui.email, preferred);
    await tick();
    await world.work();
    expect(world.mailer.taken.map(({ to }) => to)).toEqual([ana.email]);
    expect(await ledger()).toContainEqual({
      period: '2026-10',
      recipient: rui.email,
      state: 'skipped',
      reason,
      version: 1,
    });
  });

  const ofRui = async () => (await ledger()).filter(({ recipient }) => recipient === rui.email);
  const tickAt = async (instant: string): Promise<void> => {
    world.now = Date.parse(instant);
    await tick(world.now);
    await world.work();
  };

  it('mails nothing of a pause when that ends, and the next review when it is due', async () => {
    await world.apply(acme);
    await world.services.preferences.change('acme', rui.email, { pausedUntil: '2026-11-20' });
    for (const instant of ['2026-11-02T12:00:00Z', '2026-11-20T12:00:00Z', '2026-11-30T12:00:00Z'])
      await tickAt(instant);
    expect(await ofRui()).toMatchObject([{ period: '2026-10', state: 'skipped', reason: 'paused' }]);
    await tickAt('2026-12-01T12:00:00Z');
    expect(await ofRui()).toMatchObject([
      { period: '2026-11', state: 'sent' },
      { period: '2026-10', state: 'skipped' },
    ]);
    expect(world.counted.get('ReviewsLate')).toBeUndefined();
  });

  it('mails nothing old to whoever comes back after months, and tells of nothing late', async () => {
    await world.apply(acme);
    await unsubscribe(world.services.preferences, 'acme', rui.email, start);
    for (const instant of ['2026-11-02T12:00:00Z', '2026-12-01T12:00:00Z', '2027-01-01T12:00:00Z'])
      await tickAt(instant);
    const { preferences, workspaces } = world.services;
    const { configuration } = (await workspaces.get('acme')) ?? expect.fail('no workspace');
    const away = (await preferences.get('acme', rui.email)) ?? expect.fail('nothing was kept');
    await preferences.change('acme', rui.email, cameBack(away, configuration, Date.parse('2027-01-15T12:00:00Z')));
    await tickAt('2027-01-15T12:15:00Z');
    expect((await ofRui()).map(({ state, reason }) => `${state} ${reason}`)).toEqual(
      Array.from({ length: 3 }, () => 'skipped unsubscribed'),
    );
    expect(world.counted.get('ReviewsLate')).toBeUndefined();
    await tickAt('2027-02-01T12:00:00Z');
    expect((await ofRui())[0]).toMatchObject({ period: '2027-01', state: 'sent' });
  });

  it('mails a campaign only where somebody chose to hear of them, though the configuration names nobody', async () => {
    await world.apply(acme);
    const scanned: string[] = [];
    const records = {
      ...world.services.records,
      scan: (...args: Parameters<typeof world.services.records.scan>) => {
        scanned.push(args[3]);
        return world.services.records.scan(...args);
      },
    };
    const looked = withFaults(world, { records });
    await schedule(looked, start);
    expect(scanned).toEqual([]);
    await world.services.preferences.change('acme', rui.email, { cadences: ['campaign'] });
    await schedule(looked, start);
    expect(scanned).toEqual(['campaign']);
  });

  it('heals a review that was cut off between the ledger and the mails', async () => {
    await world.apply(acme);
    await tick();
    const lost = withFaults(world, { mailQueue: { add: () => Promise.reject(new Error('crashed')) } });
    const [message] = world.reviews.splice(0);
    if (!message) throw new Error('nothing is due');
    await expect(review(lost, message)).rejects.toThrow('crashed');
    expect((await ledger()).map(({ state }) => state)).toEqual(['queued', 'queued']);
    await review(world.services, message);
    await world.work();
    expect(world.mailer.taken).toHaveLength(2);
  });

  it('does not mail what was refused or skipped when its message comes again', async () => {
    await world.apply({ ...acme, recipients: [ana] });
    await tick();
    const [message] = world.reviews;
    if (!message) throw new Error('nothing is due');
    world.mailer.answer = () => ({ outcome: 'refused', reason: 'MessageRejected' });
    await world.work();
    world.mailer.answer = () => ({ outcome: 'sent', messageId: 'm' });
    await review(world.services, message);
    await world.work();
    expect(world.mailer.taken).toHaveLength(1);
    expect((await ledger()).map(({ state }) => state)).toEqual(['refused']);
  });

  it('translates what has been pending for over five minutes', async () => {
    await world.apply({ sources: [standardSource] });
    await receive(world.services, signedHook(wonDeal('1', 5)));
    world.now += 5 * 60_000;
    expect((await tick()).ticks).toMatchObject([{ swept: 0 }]);
    world.now += 1;
    expect((await tick()).ticks).toMatchObject([{ swept: 1 }]);
  });
});

describe('a backlog', () => {
  const minute = 60_000;
  const second = { ...standardSource, id: 'second' };

  /** So many deliveries of a source, half an hour old when it is done. */
  const backlog = async (count: number, source = 'standard', workspace = 'acme'): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      const { body, headers } = signedHook(wonDeal(String(index), 5), { id: `${source}-${index}` });
      const receivedAt = start + index;
      const about = { workspace, source, kind: 'webhook', receivedAt, body, headers } as const;
      await world.services.deliveries.put(about);
    }
    world.now = start + 30 * minute;
  };
  /** As its translation goes on the clock does, a millisecond a delivery. */
  const ticking = () => {
    const { deliveries } = world.services;
    const settle: typeof deliveries.settle = (...settled) => {
      world.now += 1;
      return deliveries.settle(...settled);
    };
    return withFaults(world, { deliveries: { ...deliveries, settle } });
  };
  const pendingIn = async (source: string, workspace = 'acme'): Promise<number> => {
    let pending = 0;
    for await (const { outcome } of world.services.deliveries.received(workspace, source, start, start + minute))
      if (outcome === null) pending += 1;
    return pending;
  };

  it('keeps nobody waiting for a mail: what is due is asked before it, and what is uncertain', async () => {
    await world.apply(acme);
    await backlog(1);
    const asked: string[] = [];
    let hold = (): void => {};
    const held = new Promise<void>((resolve) => {
      hold = resolve;
    });
    const { deliveries, ledger } = world.services;
    const services = withFaults(world, {
      ledger: {
        ...ledger,
        list: (workspace) => {
          asked.push(workspace);
          return ledger.list(workspace);
        },
      },
      deliveries: {
        ...deliveries,
        async *received(...about) {
          await held;
          yield* deliveries.received(...about);
        },
      },
    });
    const ticked = schedule(services, world.now);
    await expect.poll(() => world.reviews.length).toBe(1);
    expect(asked).toEqual(['acme']);
    hold();
    expect((await ticked).ticks).toMatchObject([{ swept: 1, due: [{ recipients: [ana.email, rui.email] }] }]);
  });

  it('of one source is cut off, takes no time from the others, and goes on at the next tick', async () => {
    await world.apply({ sources: [standardSource, second] });
    await backlog(180);
    await backlog(60, 'second');
    // Each of the two could be done within its half were it alone at it; the first is not.
    const { ticks } = await schedule(ticking(), start, world.now + 120);
    expect(ticks).toMatchObject([{ swept: expect.any(Number) }]);
    expect(await pendingIn('second')).toBe(0);
    const left = await pendingIn('standard');
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(180);
    const { settledUntil } = (await world.services.workspaces.sourceState('acme', 'standard')) ?? {};
    expect(settledUntil).toBe(start + 180 - left);
    expect((await schedule(ticking(), start + 15 * minute, world.now + minute)).ticks).toMatchObject([{ swept: left }]);
    expect(await pendingIn('standard')).toBe(0);
  });

  it('of each of many sources comes further at every tick, though the time has passed', async () => {
    const names = Array.from({ length: 6 }, (_, index) => `workspace-${index}`);
    for (const workspace of names) await world.apply({ workspace, sources: [standardSource] });
    for (const workspace of names) await backlog(60, 'standard', workspace);
    const { ticks } = await schedule(ticking(), start, world.now);
    expect(ticks.map(({ swept }) => swept)).toEqual(names.map(() => 50));
    const next = await schedule(ticking(), start + 15 * minute, world.now);
    expect(next.ticks.map(({ swept }) => swept)).toEqual(names.map(() => 10));
  });
});

describe('a workspace that fails', () => {
  const failing = (): Workspaces => {
    const { workspaces } = world.services;
    return {
      ...workspaces,
      sourceState: (name, source) =>
        name === 'broken' ? Promise.reject(new Error('out of reach')) : workspaces.sourceState(name, source),
    };
  };

  it('stops no other, and is told of', async () => {
    await world.apply({ ...acme, workspace: 'broken' });
    await world.apply(acme);
    const { ticks, failed } = await schedule(withFaults(world, { workspaces: failing() }), start);
    expect(ticks.map(({ workspace }) => workspace)).toEqual(['acme']);
    expect(failed).toEqual(['broken']);
    expect(world.log).toContainEqual(expect.objectContaining({ level: 'error', workspace: 'broken' }));
  });

  it('to be swept is still asked what is due', async () => {
    await world.apply({ ...acme, workspace: 'broken' });
    await schedule(withFaults(world, { workspaces: failing() }), start);
    expect(world.reviews.map(({ workspace }) => workspace)).toEqual(['broken']);
  });

  it('to be asked what is due is still swept', async () => {
    await world.apply({ sources: [standardSource] });
    await receive(world.services, signedHook(wonDeal('1', 5)));
    world.now += 6 * 60_000;
    const ledger = { ...world.services.ledger, list: () => Promise.reject(new Error('out of reach')) };
    expect(await schedule(withFaults(world, { ledger }), start)).toEqual({ ticks: [], failed: ['acme'] });
    expect(await pendingOf(world.services)).toEqual([]);
  });
});
