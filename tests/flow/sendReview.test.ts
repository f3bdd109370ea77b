import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parsePeriod } from '../../lambdas/domain/periods/parse.ts';
import { addressOf } from '../../lambdas/flow/address.ts';
import { type Addressee, openLate, openSends } from '../../lambdas/flow/openSends.ts';
import { sendReview } from '../../lambdas/flow/sendReview.ts';
import { storeReview } from '../../lambdas/flow/storeReview.ts';
import { unsubscribe } from '../../lambdas/flow/unsubscribed.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { reviewOf } from '../support/review.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';

let database: RunningDatabase;
let world: World;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const ana = { email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] };
const rui = { email: 'rui@acme.example', role: 'service', reviews: ['monthly', 'annual'] };
const eva = { email: 'eva@acme.example', role: 'executive', reviews: ['annual'] };

beforeEach(async () => {
  world = await createWorld(database);
  await world.apply({ recipients: [ana, rui, eva] });
});

const ask = async (name: string, to?: readonly string[], { uncertain = false, services = world.services } = {}) => {
  const workspace = (await world.services.workspaces.get('acme')) ?? expect.fail('no workspace');
  const period = parsePeriod(name, workspace.configuration);
  return sendReview(services, { workspace, period, to, uncertain });
};
const mailedTo = () => world.mailer.taken.map(({ to }) => to).sort();
const errorsOf = (result: Awaited<ReturnType<typeof ask>>) => ('errors' in result ? result.errors : []);

/** Enters a send to Ana without computing anything for it. */
const entered = async (enter: (addressees: Addressee[]) => Promise<void>): Promise<void> => {
  const calendar = { timeZone: 'UTC', fiscalYearStart: 1 };
  const address = addressOf('acme', parsePeriod('2026-10', calendar), null);
  const { version } = await storeReview(world.services, address, reviewOf([], { period: '2026-10' }));
  await enter([{ recipient: ana.email, address, period: '2026-10', version }]);
};

describe('a review sent by hand', () => {
  it('goes to those who subscribe to its cadence, and again to none', async () => {
    const first = await ask('2026-10');
    expect('sends' in first && first.sends.map(({ recipient }) => recipient)).toEqual([ana.email, rui.email]);
    await world.work();
    expect(mailedTo()).toEqual([ana.email, rui.email]);
    const second = await ask('2026-10');
    await world.work();
    expect(mailedTo()).toEqual([ana.email, rui.email]);
    expect('sends' in second && second.sends.map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('goes to those who are named, though they do not subscribe, in whatever case they are written', async () => {
    await ask('2026-10', ['Eva@acme.example']);
    await world.work();
    expect(mailedTo()).toEqual([eva.email]);
  });

  it('leaves out those who have unsubscribed, and tells of them when they are named', async () => {
    await unsubscribe(world.services.preferences, 'acme', rui.email, start);
    const all = await ask('2026-10');
    expect('sends' in all && all.sends.map(({ recipient }) => recipient)).toEqual([ana.email]);
    expect('sends' in all && all.without).toEqual([{ recipient: rui.email, reason: 'unsubscribed' }]);
    const named = await ask('2026-10', [rui.email]);
    await world.work();
    expect(mailedTo()).toEqual([ana.email]);
    expect('sends' in named && named.sends).toMatchObject([
      { recipient: rui.email, state: 'skipped', reason: 'unsubscribed' },
    ]);
  });

  it('leaves out those who pause in the same way', async () => {
    await world.services.preferences.change('acme', rui.email, { pausedUntil: '2027-01-01' });
    const all = await ask('2026-10');
    expect('sends' in all && all.sends.map(({ recipient }) => recipient)).toEqual([ana.email]);
    expect('sends' in all && all.without).toEqual([{ recipient: rui.email, reason: 'paused' }]);
    const named = await ask('2026-10', [rui.email]);
    await world.work();
    expect('sends' in named && named.sends).toMatchObject([{ state: 'skipped', reason: 'paused' }]);
  });

  it('goes to those who chose the cadence, whatever the configuration says', async () => {
    await world.services.preferences.change('acme', eva.email, { cadences: ['monthly'] });
    await world.services.preferences.change('acme', rui.email, { cadences: ['annual'] });
    await ask('2026-10');
    await world.work();
    expect(mailedTo()).toEqual([ana.email, eva.email]);
  });

  it('refuses to name who is no recipient, each with its place, and sends nothing', async () => {
    expect(errorsOf(await ask('2026-10', [ana.email, 'eve@evil.example']))).toEqual([
      expect.objectContaining({ path: 'to[1]' }),
    ]);
    await world.work();
    expect(mailedTo()).toEqual([]);
  });

  it('of a range goes to those who are named only', async () => {
    expect(errorsOf(await ask('2026-10-01..2026-10-15'))).toEqual([expect.objectContaining({ path: 'to' })]);
    await ask('2026-10-01..2026-10-15', [ana.email]);
    await world.work();
    expect(mailedTo()).toEqual([ana.email]);
  });

  it('has to be of a period that has closed', async () => {
    expect(errorsOf(await ask('2026-11'))).toEqual([expect.objectContaining({ path: 'period' })]);
    expect(errorsOf(await ask('2026'))).toEqual([expect.objectContaining({ path: 'period' })]);
  });

  it('goes to those for whom it was too late', async () => {
    await entered((addressees) => openLate(world.services, addressees, start));
    await ask('2026-10', [ana.email]);
    await world.work();
    expect(mailedTo()).toEqual([ana.email]);
    expect((await world.services.ledger.list('acme')).map(({ state, reason }) => [state, reason])).toEqual([
      ['sent', null],
    ]);
  });

  it('repeats what is uncertain only when that is asked for', async () => {
    await entered((addressees) => openSends(world.services, addressees, { asOf: start, byHand: false }));
    world.mailer.answer = () => ({ outcome: 'uncertain', reason: 'timeout' });
    await world.work();
    await ask('2026-10', [ana.email]);
    await world.work();
    expect(mailedTo()).toEqual([ana.email]);
    world.mailer.answer = () => ({ outcome: 'sent', messageId: 'm' });
    await ask('2026-10', [ana.email], { uncertain: true });
    await world.work();
    expect(mailedTo()).toEqual([ana.email, ana.email]);
    expect((await world.services.ledger.list('acme')).map(({ state }) => state)).toEqual(['sent']);
  });

  it('that was mailed before is told, with what a later version says otherwise', async () => {
    expect(await ask('2026-10', [ana.email])).toMatchObject({ already: [] });
    await world.work();
    const told = async () => {
      const again = await ask('2026-10', [ana.email, rui.email]);
      return 'already' in again ? again.already : [];
    };
    expect(await told()).toEqual([{ recipients: [ana.email], version: 1, latest: 1, differing: [] }]);
    await world.work();
    const address = addressOf('acme', parsePeriod('2026-10', { timeZone: 'UTC', fiscalYearStart: 1 }), null);
    const first = (await world.services.reviews.latest(address)) ?? expect.fail('nothing was kept');
    const kpis = first.kpis.map((kpi) => (kpi.id === 'wonDeals' ? { ...kpi, value: 41 } : kpi));
    await storeReview(world.services, address, { ...first, kpis });
    expect(await told()).toEqual([
      { recipients: [ana.email, rui.email], version: 1, latest: 2, differing: ['wonDeals'] },
    ]);
  });

  it('is answered with its job when it takes too long to compute', async () => {
    const services = withFaults(world, { patienceMs: 0 });
    const answer = await ask('2026-10', [ana.email], { services });
    expect(answer).toMatchObject({ sends: [], job: { status: 'queued' } });
    await world.work();
    expect(mailedTo()).toEqual([ana.email]);
  });
});
