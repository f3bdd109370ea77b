import { beforeEach, describe, expect, it } from 'vitest';
import { receive } from '../../lambdas/flow/receive.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { sweepWorkspace } from '../../lambdas/flow/sweep.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { said, signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
});

const mia = { email: 'mia@acme.example', role: 'marketing', reviews: ['campaign'] };
const ana = { email: 'ana@acme.example', role: 'sales', reviews: [] };
const acme = {
  since: '2026-10-01',
  sources: [standardSource],
  recipients: [mia, ana],
  from: 'KPIs <kpis@acme.example>',
};
const sale = said('campaign', '7', '2026-10-15T00:00:00Z', {
  name: 'Autumn sale',
  startedAt: '2026-10-05T08:00:00Z',
  endedAt: '2026-10-14T20:00:00Z',
});

const tick = async (now: string) => {
  const { ticks } = await schedule(world.services, Date.parse(now));
  await world.work();
  return ticks;
};

describe('a campaign that has ended', () => {
  beforeEach(async () => {
    await world.apply(acme);
    await receive(world.services, signedHook([sale, wonDeal('1', 6), wonDeal('2', 7), wonDeal('3', 1)]));
    await sweepWorkspace(world.services, 'acme', world.services.clock() + 1);
    await tick('2026-11-02T12:00:00Z');
  });

  it('is reviewed two weeks later against as many days before it, and mailed once to those who subscribe', async () => {
    expect(world.mailer.taken.map(({ to }) => to)).toEqual([mia.email]);
    const start = '2026-10-05..2026-10-14';
    const review = await world.services.reviews.latest({ workspace: 'acme', cadence: 'range', start, scope: null });
    expect(review?.campaigns?.map(({ name }) => name)).toEqual(['Autumn sale']);
    expect(review?.kpis.find(({ id }) => id === 'wonDeals')).toMatchObject({
      value: 2,
      previous: { period: '2026-09-25..2026-10-04', value: 1 },
    });
    await tick('2026-11-02T12:15:00Z');
    expect(world.mailer.taken).toHaveLength(1);
  });

  it('is named in the subject', async () => {
    const [send] = await world.services.ledger.list('acme');
    expect(send).toMatchObject({ cadence: 'range', state: 'sent', recipient: mia.email });
    expect(send?.subject).toContain('Autumn sale');
  });
});

it('is looked for only where somebody subscribes', async () => {
  await world.apply({ ...acme, recipients: [ana] });
  await receive(world.services, signedHook([sale]));
  await sweepWorkspace(world.services, 'acme', world.services.clock() + 1);
  await tick('2026-11-02T12:00:00Z');
  expect(world.mailer.taken).toEqual([]);
});
