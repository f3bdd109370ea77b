import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Workspaces } from '../../lambdas/domain/ports.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { review } from '../../lambdas/flow/review.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { setUnsubscribed } from '../../lambdas/flow/unsubscribed.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';

let database: RunningDatabase;
let world: World;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());
beforeEach(async () => {
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

  it('owes nothing to those who have unsubscribed', async () => {
    await world.apply(acme);
    await setUnsubscribed(world.services.preferences, 'acme', rui.email, start);
    await tick();
    await world.work();
    expect(world.mailer.taken.map(({ to }) => to)).toEqual([ana.email]);
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
});
