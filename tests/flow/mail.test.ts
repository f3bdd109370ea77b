import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger, Posted } from '../../lambdas/domain/ports.ts';
import type { Send, SendKey } from '../../lambdas/domain/reviews/send.ts';
import { feedback, type MailEvent } from '../../lambdas/flow/feedback.ts';
import { mail } from '../../lambdas/flow/mail.ts';
import { openSends } from '../../lambdas/flow/openSends.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { storeReview } from '../../lambdas/flow/storeReview.ts';
import { unsubscribe } from '../../lambdas/flow/unsubscribed.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { standardSource } from '../support/posted.ts';
import { reviewOf } from '../support/review.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';

const minute = 60_000;

let database: RunningDatabase;
let world: World;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const ana = { email: 'ana@acme.example', name: 'Ana', role: 'sales' };
const key: SendKey = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null, recipient: ana.email };

/** A world in which October's review is there and waits to be mailed to Ana. */
beforeEach(async () => {
  world = await createWorld(database);
  await world.apply({ since: '2026-10-01', sources: [standardSource], recipients: [ana] });
  const { workspace, cadence, scope, recipient } = key;
  const address = { workspace, cadence, start: key.start, scope };
  const { version } = await storeReview(world.services, address, reviewOf([], { period: '2026-10' }));
  const addressee = { recipient, address, period: '2026-10', version };
  await openSends(world.services, [addressee], { asOf: start, byHand: false });
});

const send = async (): Promise<Send> => (await world.services.ledger.get(key)) ?? expect.fail('no entry in the ledger');
const isUnsubscribed = async (): Promise<boolean> =>
  ((await world.services.preferences.get('acme', ana.email))?.unsubscribedAt ?? null) !== null;
const mailIt = (services: Services = world.services, asOf = start) => mail(services, { send: key, asOf });
const answering = (posted: Posted) => {
  world.mailer.answer = () => posted;
};
const tick = (after: number) => schedule(world.services, start + after);
const event = async (kind: MailEvent['kind'], change: Partial<MailEvent> = {}): Promise<MailEvent> => ({
  workspace: 'acme',
  send: (await send()).id,
  kind,
  messageId: 'message-1',
  at: start + minute,
  permanent: false,
  reason: null,
  ...change,
});

describe('a send that waits', () => {
  it('is handed over once and is sent', async () => {
    expect(await send()).toMatchObject({ state: 'queued', version: 1, attempts: 0 });
    expect(await mailIt()).toBe('done');
    expect(world.mailer.taken).toEqual([
      { to: ana.email, from: 'KPIs <kpis@acme.example>', tags: { workspace: 'acme', send: (await send()).id } },
    ]);
    expect(await send()).toMatchObject({
      state: 'sent',
      messageId: 'message-1',
      attempts: 1,
      reason: null,
      changedAt: start,
    });
  });

  it('has an id that can stand in a tag', async () => {
    expect((await send()).id).toMatch(/^[\w-]{1,256}$/);
  });

  it('is handed over once, however often its message comes', async () => {
    await Promise.all(Array.from({ length: 5 }, () => mailIt()));
    await mailIt();
    expect(world.mailer.taken).toHaveLength(1);
  });

  it('is marked as being sent before it is handed over', async () => {
    let during: string | undefined;
    world.mailer.answer = async () => {
      during = (await send()).state;
      return { outcome: 'sent', messageId: 'message-1' };
    };
    await mailIt();
    expect(during).toBe('sending');
  });

  it('is refused where the mail system refuses it, and not repeated', async () => {
    answering({ outcome: 'refused', reason: 'MessageRejected' });
    expect(await mailIt()).toBe('done');
    expect(await send()).toMatchObject({ state: 'refused', reason: 'MessageRejected' });
    await mailIt();
    expect(world.mailer.taken).toHaveLength(1);
  });

  it('waits again where it was certainly not taken, and is mailed when it comes back', async () => {
    answering({ outcome: 'retry', reason: 'Throttling' });
    expect(await mailIt()).toBe('again');
    expect(await send()).toMatchObject({ state: 'queued', reason: 'Throttling', attempts: 1 });
    answering({ outcome: 'sent', messageId: 'message-2' });
    expect(await mailIt()).toBe('done');
    expect(await send()).toMatchObject({ state: 'sent', reason: null, attempts: 2 });
  });

  const full: Posted = { outcome: 'later', reason: 'Throttling: Daily message quota exceeded.' };

  it('waits in the ledger, and not in the queue, while nothing is taken at all, and is mailed at the tick after that', async () => {
    answering(full);
    world.mails.length = 0;
    expect(await mailIt()).toBe('done');
    expect(await send()).toMatchObject({ state: 'queued', reason: full.reason, attempts: 1 });
    for (let ticks = 1; ticks <= 3; ticks += 1) {
      expect((await tick(ticks * 15 * minute)).ticks).toMatchObject([{ queuedAgain: 1 }]);
      await world.work();
      expect(world.mailer.taken).toHaveLength(1 + ticks);
    }
    answering({ outcome: 'sent', messageId: 'message-2' });
    await tick(60 * minute);
    await world.work();
    expect(await send()).toMatchObject({ state: 'sent', reason: null, attempts: 5 });
    await tick(75 * minute);
    expect(world.mails).toEqual([]);
  });

  it('is told of once while it waits for that, not at every tick', async () => {
    const told = () => world.log.filter(({ level, outcome }) => level === 'warn' && outcome === 'later').length;
    answering(full);
    for (let ticks = 0; ticks < 4; ticks += 1) await mailIt(world.services, start + ticks * 15 * minute);
    expect([told(), world.counted.get('SendsRefused')]).toEqual([1, 1]);
    answering({ outcome: 'later', reason: 'MessageRejected: Sending paused for this account.' });
    await mailIt();
    expect([told(), world.counted.get('SendsRefused')]).toEqual([2, 2]);
  });

  it('that waits until another period has closed is late, and is told of', async () => {
    answering(full);
    await mailIt();
    world.mails.length = 0;
    const december = Date.parse('2026-12-01T00:00:00Z') - start;
    expect((await tick(december - minute)).ticks).toMatchObject([{ queuedAgain: 1 }]);
    expect(world.counted.get('ReviewsLate')).toBeUndefined();
    world.mails.length = 0;
    expect((await tick(december)).ticks).toMatchObject([{ queuedAgain: 0 }]);
    expect(world.mails).toEqual([]);
    expect(await send()).toMatchObject({ state: 'skipped', reason: 'late' });
    expect(world.counted.get('ReviewsLate')).toBe(1);
    expect(world.log).toContainEqual(expect.objectContaining({ level: 'warn', period: '2026-10', count: 1 }));
    await tick(december + minute);
    expect(world.counted.get('ReviewsLate')).toBe(1);
  });

  it('is skipped where its recipient has unsubscribed, in whatever case the address was written', async () => {
    await unsubscribe(world.services.preferences, 'acme', 'ANA@acme.example', start);
    await mailIt();
    expect(await send()).toMatchObject({ state: 'skipped', reason: 'unsubscribed' });
    expect(world.mailer.taken).toEqual([]);
  });

  it('is skipped while its recipient pauses, though the pause began after it was queued, and not from its last day on', async () => {
    await world.services.preferences.change('acme', ana.email, { pausedUntil: '2026-11-03' });
    await mailIt(world.services, Date.parse('2026-11-02T23:59:59Z'));
    expect(await send()).toMatchObject({ state: 'skipped', reason: 'paused' });
    await world.services.ledger.move(key, ['skipped'], { state: 'queued', reason: null });
    await mailIt(world.services, Date.parse('2026-11-03T00:00:00Z'));
    expect(await send()).toMatchObject({ state: 'sent' });
  });

  it('is in the language that its recipient chose', async () => {
    await world.services.preferences.change('acme', ana.email, { locale: 'es' });
    await mailIt();
    expect((await send()).subject).toMatch(/^Octubre/);
  });

  it.each([
    ['is no longer a recipient', []],
    ['may now see less than it holds', [{ ...ana, scope: { region: 'south' } }]],
  ])('is skipped where who was to get it %s', async (_why, recipients) => {
    await world.apply({ since: '2026-10-01', sources: [standardSource], recipients });
    await mailIt();
    expect(await send()).toMatchObject({ state: 'skipped', reason: 'noLongerRecipient' });
    expect(world.mailer.taken).toEqual([]);
  });

  it('is refused, visibly, while nobody is named as its sender', async () => {
    await world.apply({ since: '2026-10-01', sources: [standardSource], recipients: [ana], from: undefined });
    await mailIt();
    expect(await send()).toMatchObject({ state: 'refused', reason: 'noFrom' });
  });

  it('stays waiting when its review cannot be read', async () => {
    const faults = { reviews: { ...world.services.reviews, get: () => Promise.reject(new Error('out of reach')) } };
    await expect(mailIt(withFaults(world, faults))).rejects.toThrow('out of reach');
    expect(await send()).toMatchObject({ state: 'queued', attempts: 0 });
  });

  it('that is not in the ledger is nothing', async () => {
    expect(await mail(world.services, { send: { ...key, recipient: 'nobody@acme.example' }, asOf: start })).toBe(
      'done',
    );
  });
});

describe('when the answer is lost', () => {
  /** The mail system takes the message, and its answer never arrives. */
  const losing = (): void => {
    world.mailer.answer = () => {
      throw new Error('socket hang up');
    };
  };

  it('it is uncertain, and is never repeated by itself', async () => {
    losing();
    expect(await mailIt()).toBe('done');
    expect(await send()).toMatchObject({ state: 'uncertain', reason: 'Error' });
    await mailIt();
    for (let after = 0; after < 24 * 60; after += 15) await tick(after * minute);
    await world.work();
    expect(world.mailer.taken).toHaveLength(1);
  });

  it('the event that it was sent or delivered settles it', async () => {
    losing();
    await mailIt();
    await feedback(world.services, await event('delivered'));
    expect(await send()).toMatchObject({ state: 'sent', messageId: 'message-1', feedback: 'delivered', reason: null });
  });

  it('it is reported after half an hour without one', async () => {
    losing();
    await mailIt();
    expect((await tick(30 * minute)).ticks).toMatchObject([{ uncertain: 0 }]);
    expect((await tick(31 * minute)).ticks).toMatchObject([{ uncertain: 1 }]);
    expect(world.log).toContainEqual(expect.objectContaining({ level: 'error', send: (await send()).id }));
    expect(JSON.stringify(world.log)).not.toContain(ana.email);
  });

  it('a later answer settles it although it was given up for lost', async () => {
    world.mailer.answer = async () => {
      await tick(6 * minute);
      return { outcome: 'sent', messageId: 'message-1' };
    };
    await mailIt();
    expect(await send()).toMatchObject({ state: 'sent', messageId: 'message-1' });
  });

  it('an event that comes before the answer is not undone by it', async () => {
    world.mailer.answer = async () => {
      await feedback(world.services, await event('delivered'));
      return { outcome: 'uncertain', reason: 'timeout' };
    };
    await mailIt();
    expect(await send()).toMatchObject({ state: 'sent', feedback: 'delivered' });
  });
});

describe('a crash', () => {
  /** Everything after `steps` writes to the ledger fails, as when the process is gone. */
  const crashingAfter = (steps: number): Services => {
    let left = steps;
    const ledger: Ledger = {
      ...world.services.ledger,
      move: (...args) => {
        left -= 1;
        return left < 0 ? Promise.reject(new Error('crashed')) : world.services.ledger.move(...args);
      },
    };
    return withFaults(world, { ledger });
  };

  it('before it is marked leaves it waiting, and it is mailed when its message comes again', async () => {
    await expect(mailIt(crashingAfter(0))).rejects.toThrow('crashed');
    expect(world.mailer.taken).toEqual([]);
    await mailIt();
    expect(world.mailer.taken).toHaveLength(1);
    expect((await send()).state).toBe('sent');
  });

  it('after it was handed over leaves it sending, then uncertain, and it is never handed over again', async () => {
    await expect(mailIt(crashingAfter(1))).rejects.toThrow('crashed');
    expect((await send()).state).toBe('sending');
    await mailIt();
    expect((await tick(5 * minute)).ticks).toMatchObject([{ becameUncertain: 0 }]);
    expect((await tick(6 * minute)).ticks).toMatchObject([{ becameUncertain: 1 }]);
    expect(await send()).toMatchObject({ state: 'uncertain', changedAt: start + 6 * minute });
    await tick(120 * minute);
    await world.work();
    expect(world.mailer.taken).toHaveLength(1);
  });

  it('that loses its message leaves it waiting, and the schedule queues it again', async () => {
    world.mails.length = 0;
    expect((await tick(14 * minute)).ticks).toMatchObject([{ queuedAgain: 0 }]);
    expect((await tick(15 * minute)).ticks).toMatchObject([{ queuedAgain: 1 }]);
    await world.work();
    expect(world.mailer.taken).toHaveLength(1);
    expect((await send()).state).toBe('sent');
  });
});

describe('what the mail system reports', () => {
  const report = async (kind: MailEvent['kind'], change: Partial<MailEvent> = {}): Promise<void> =>
    feedback(world.services, await event(kind, change));

  it('stands in the ledger, in whatever order it comes', async () => {
    await mailIt();
    await report('delivered');
    await report('sent');
    await report('delayed');
    expect(await send()).toMatchObject({ state: 'sent', feedback: 'delivered' });
    await report('complained', { reason: 'abuse' });
    await report('delivered');
    expect(await send()).toMatchObject({ state: 'sent', feedback: 'complained' });
  });

  it.each([
    ['a bounce for good', 'bounced', { permanent: true, reason: 'Permanent, General' }],
    ['a complaint', 'complained', { reason: 'abuse' }],
  ] as const)('ends the mails to an address: %s', async (_what, kind, change) => {
    await mailIt();
    await report(kind, change);
    expect(await send()).toMatchObject({ state: 'sent', feedback: kind, reason: change.reason });
    expect(await isUnsubscribed()).toBe(true);
    await world.services.ledger.open({
      ...(await send()),
      start: '2026-11-01',
      id: 'next',
      period: '2026-11',
      state: 'queued',
      feedback: null,
    });
    await mail(world.services, { send: { ...key, start: '2026-11-01' }, asOf: start });
    expect(await world.services.ledger.get({ ...key, start: '2026-11-01' })).toMatchObject({
      state: 'skipped',
      reason: kind,
    });
  });

  it('that comes again, or late, does not end what its owner has begun again', async () => {
    await mailIt();
    await report('bounced', { permanent: true });
    const back = { unsubscribedAt: null, stoppedBy: null, subscribedAt: start + 10 * minute };
    await world.services.preferences.change('acme', ana.email, back);
    await report('bounced', { permanent: true });
    expect(await isUnsubscribed()).toBe(false);
    await report('bounced', { permanent: true, at: start + 11 * minute });
    expect(await isUnsubscribed()).toBe(true);
  });

  it('of a full mailbox ends nothing', async () => {
    await mailIt();
    await report('bounced', { permanent: false });
    expect(await isUnsubscribed()).toBe(false);
  });

  it('may be a refusal after it was taken, which an older event does not undo', async () => {
    await mailIt();
    await report('refused', { reason: 'Bad content' });
    await report('sent');
    expect(await send()).toMatchObject({ state: 'refused', reason: 'Bad content' });
  });

  it('shows that one that waits was taken after all', async () => {
    answering({ outcome: 'retry', reason: 'connect ETIMEDOUT' });
    await mailIt();
    await report('sent');
    expect(await send()).toMatchObject({ state: 'sent' });
    await mailIt();
    expect(world.mailer.taken).toHaveLength(1);
  });

  it('of a send that is not known is logged and changes nothing', async () => {
    await report('bounced', { send: 'nothing', permanent: true });
    expect(await isUnsubscribed()).toBe(false);
    expect(world.log).toContainEqual(expect.objectContaining({ level: 'warn', send: 'nothing' }));
  });
});
