import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createActivity } from '../../infra/local/activity.ts';
import { createTick, runClock, type Tick, type TickReport } from '../../infra/local/tick.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { createWorld } from '../support/world.ts';

let database: RunningDatabase;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const ana = { email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] };
const due = Date.UTC(2026, 10, 2, 8);

/** A tick over the real flows; what it leads to goes on after the function has answered. */
const ticking = async () => {
  const world = await createWorld(database);
  const activity = createActivity();
  const tick = createTick({
    services: world.services,
    activity,
    handler: async ({ time }) => {
      await schedule(world.services, Date.parse(time));
      const finish = activity.begin();
      setTimeout(() => world.work().finally(finish), 5);
    },
  });
  return { world, tick };
};

describe('a tick', () => {
  it('waits for all that follows, and tells what was sent and computed', async () => {
    const { world, tick } = await ticking();
    await world.apply({ since: '2026-10-01', from: 'kpis@acme.example', recipients: [ana] });
    const { now, sent, skipped, reviews, why } = await tick(due);
    expect(why).toEqual([]);
    expect(now).toBe('2026-11-02T08:00:00.000Z');
    expect(sent).toMatchObject([
      {
        workspace: 'acme',
        period: '2026-10',
        recipient: ana.email,
        subject: expect.stringContaining('October'),
        messageId: 'message-1',
      },
    ]);
    expect(skipped).toEqual([]);
    expect(reviews).toEqual(['acme/monthly/2026-10-01/all/1']);
  });

  it('tells of nothing the second time', async () => {
    const { world, tick } = await ticking();
    await world.apply({ since: '2026-10-01', from: 'kpis@acme.example', recipients: [ana] });
    await tick(due);
    expect(await tick(due)).toMatchObject({ sent: [], skipped: [], reviews: [] });
  });

  it('tells what was skipped, and why', async () => {
    const { world, tick } = await ticking();
    await world.apply({ since: '2026-09-01', from: 'kpis@acme.example', recipients: [ana] });
    const { skipped } = await tick(due);
    expect(skipped).toEqual([{ workspace: 'acme', period: '2026-09', recipient: ana.email, reason: 'late' }]);
  });

  it('that sends nothing says why, and when it would', async () => {
    const { world, tick } = await ticking();
    await world.apply({ from: 'kpis@acme.example', recipients: [ana] });
    const { sent, why } = await tick(due);
    expect(sent).toEqual([]);
    expect(why).toEqual([
      'acme: nothing is due. Reviews are mailed of periods that end after "since", 2026-11-02, once each. The next is that of 2026-11, at 2026-12-01T08:00:00.000Z.',
    ]);
    expect((await tick(Date.UTC(2026, 11, 1, 11))).sent).toHaveLength(1);
    expect((await tick(Date.UTC(2026, 11, 1, 11))).why).toEqual([
      expect.stringContaining('The next is that of 2026-12, at'),
    ]);
    await world.apply({ from: 'kpis@acme.example', recipients: [{ ...ana, reviews: [] }] });
    expect((await tick(due)).why).toEqual(['acme: there is nobody to mail reviews to.']);
  });

  it('comes after the one before it, so that each tells only of its own', async () => {
    const { world, tick } = await ticking();
    await world.apply({ since: '2026-10-01', from: 'kpis@acme.example', recipients: [ana] });
    const [first, second] = await Promise.all([tick(due), tick(due)]);
    expect(first.sent).toHaveLength(1);
    expect(second.sent).toEqual([]);
  });

  it('that breaks off does not hold up the next one', async () => {
    const world = await createWorld(database);
    let broken = true;
    const tick = createTick({
      services: world.services,
      activity: createActivity(),
      handler: async () => {
        if (broken) throw new Error('broken');
      },
    });
    await expect(tick(due)).rejects.toThrow('broken');
    broken = false;
    await expect(tick(due)).resolves.toMatchObject({ sent: [] });
  });
});

describe('the clock', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('ticks at every quarter of an hour, though one breaks off, until it is stopped', async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 3, 11, 7) });
    const ticks: string[] = [];
    const errors: unknown[] = [];
    const tick: Tick = async (now) => {
      ticks.push(new Date(now).toISOString().slice(11, 16));
      if (ticks.length === 2) throw new Error('broken');
      return {} as TickReport;
    };
    const stop = runClock(tick, (error) => errors.push(error));
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(ticks).toEqual(['11:15', '11:30', '11:45', '12:00']);
    expect(errors).toHaveLength(1);
    stop();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(ticks).toHaveLength(4);
  });
});
