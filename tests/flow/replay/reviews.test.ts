import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receive } from '../../../lambdas/flow/receive.ts';
import { review } from '../../../lambdas/flow/review.ts';
import { schedule } from '../../../lambdas/flow/schedule.ts';
import { translate } from '../../../lambdas/flow/translate.ts';
import { type RunningDatabase, startDynalite } from '../../support/dynalite.ts';
import { kommoHook } from '../../support/posted.ts';
import { asked, phaseOf, replayed, statesIn, step } from '../../support/replays.ts';
import { address, configured, lead, many, message, minute, right, takeIn, won, wrong } from './company.ts';

let database: RunningDatabase;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

describe('reviews', () => {
  it('are of the old records while a rebuild is under way, and of the new ones from the switch on', async () => {
    const world = await configured(database, wrong);
    await takeIn(world, 0, many);
    world.now += 60 * minute;
    expect(await won(world)).toBe(1);
    const old = await statesIn(world, 'kommo', 1);
    await world.apply({ sources: [right] });
    await asked(world.services, 'kommo');
    const seen: [string, unknown][] = [];
    while (world.replays.some(({ due }) => due <= world.now)) {
      const phase = phaseOf(world.replays[0]?.message ?? expect.fail());
      seen.push([phase, await won(world)]);
      await step(world);
    }
    const before = seen.filter(([phase]) => phase === 'translate');
    expect(before.length).toBeGreaterThan(2);
    expect(new Set(before.map(([, value]) => value))).toEqual(new Set([1]));
    const after = seen.slice(before.length);
    expect(after.length).toBeGreaterThan(2);
    expect(new Set(after.map(([, value]) => value))).toEqual(new Set([61]));
    expect(await won(world)).toBe(61);
    expect(await statesIn(world, 'kommo', 1)).toEqual(old);
  });

  it('hold all that was translated into the old records right before the switch, though nobody has caught up yet', async () => {
    const world = await configured(database, right);
    await takeIn(world);
    await asked(world.services, 'kommo');
    await step(world);
    // The switch is made, and the process ended with it; before, one that had read the old state has translated this.
    const state = await world.services.workspaces.sourceState('acme', 'kommo');
    expect(state).toMatchObject({ generation: 2, replay: { catchUp: expect.anything() } });
    const late = await world.services.deliveries.put({
      workspace: 'acme',
      source: 'kommo',
      kind: 'webhook',
      receivedAt: world.now,
      body: new TextEncoder().encode(lead(990, '88')),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const { workspaces } = world.services;
    const old = { ...workspaces, sourceState: async () => ({ ...state, generation: 1 }) as never };
    await translate({ ...world.services, workspaces: old }, [late]);
    expect((await world.services.deliveries.get(late))?.outcome).toMatchObject({ status: 'translated' });
    expect(Object.keys(await statesIn(world, 'kommo', 2))).not.toContain('deal 990');
    expect(await won(world)).toBe(4);
  });

  it('say after it what has moved: by the configuration where that is another, else by the definition', async () => {
    const recipient = { email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] };
    const world = await configured(database, wrong, { since: '2026-10-01', recipients: [recipient] });
    await takeIn(world);
    await schedule(world.services, world.now);
    await world.work();
    expect(world.mailer.taken).toHaveLength(1);
    const november = async () => {
      await review(world.services, message({ period: '2026-11', asOf: Date.parse('2026-12-02T00:00:00Z') }));
      return world.services.reviews.latest({ ...address, start: '2026-11-01' });
    };
    const causes = async () => new Set((await november())?.restatements.map(({ cause }) => cause));
    // Of records that came late before it, the rebuild is not the reason.
    await receive(world.services, kommoHook(lead(980, '142')));
    expect(await causes()).toEqual(new Set(['late']));
    expect(await november()).not.toHaveProperty('generations');
    await replayed(world, 'kommo');
    expect(await causes()).toEqual(new Set(['definition']));
    expect(await november()).toMatchObject({ generations: { kommo: 2 } });
    await world.apply({ sources: [right], since: '2026-10-01', recipients: [recipient] });
    await replayed(world, 'kommo');
    expect(await causes()).toEqual(new Set(['configuration']));
    expect((await november())?.restatements.find(({ kpi }) => kpi === 'wonDeals')).toMatchObject({ was: 1, is: 4 });
  });
});
