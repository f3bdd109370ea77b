import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Posted } from '../../lambdas/domain/ports.ts';
import type { SendKey } from '../../lambdas/domain/reviews/send.ts';
import { feedback, type MailEvent } from '../../lambdas/flow/feedback.ts';
import { mail } from '../../lambdas/flow/mail.ts';
import type { MetricName } from '../../lambdas/flow/metrics.ts';
import { openSends } from '../../lambdas/flow/openSends.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { storeReview } from '../../lambdas/flow/storeReview.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { kommoSource, signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { reviewOf } from '../support/review.ts';
import { createWorld, start, type World } from '../support/world.ts';

const minute = 60_000;
const ana = { email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] };
const address = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null } as const;
const key: SendKey = { ...address, recipient: ana.email };

let database: RunningDatabase;
let world: World;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

/** A world in which October's review waits to be mailed to Ana. */
beforeEach(async () => {
  world = await createWorld(database);
  await world.apply({ since: '2026-10-01', sources: [standardSource, kommoSource], recipients: [ana] });
  const { version } = await storeReview(world.services, address, reviewOf([], { period: '2026-10' }));
  await openSends(world.services, [{ recipient: ana.email, address, period: '2026-10', version }], {
    asOf: start,
    byHand: false,
  });
});

const counted = (): Partial<Record<MetricName, number>> => Object.fromEntries(world.counted);
const mailIt = (posted?: Posted) => {
  if (posted) world.mailer.answer = () => posted;
  return mail(world.services, { send: key, asOf: start });
};
const hear = async (kind: MailEvent['kind'], permanent = false): Promise<void> => {
  const send = (await world.services.ledger.get(key)) ?? expect.fail('no entry in the ledger');
  const { id, messageId } = send;
  const event = { workspace: 'acme', send: id, kind, at: start + minute, permanent, reason: null };
  await feedback(world.services, { ...event, messageId: messageId ?? 'message-1' });
};

describe('what is counted for the operator', () => {
  it('is nothing while all goes well', async () => {
    await receive(world.services, signedHook(wonDeal('1', 5)));
    await mailIt();
    await hear('sent');
    await hear('delivered');
    await schedule(world.services, start);
    expect(counted()).toEqual({});
  });

  it('is a hook that a known source refuses, and not one of nobody', async () => {
    await receive(world.services, { ...signedHook(wonDeal('1', 5)), headers: {} });
    await receive(world.services, { ...signedHook(wonDeal('1', 5)), workspace: 'nobody' });
    expect(counted()).toEqual({ HooksRefused: 1 });
  });

  it('is a mail that is refused, once, whoever tells of it', async () => {
    await mailIt({ outcome: 'refused', reason: 'MessageRejected' });
    await mailIt();
    await hear('refused');
    expect(counted()).toEqual({ SendsRefused: 1 });
  });

  it('is a mail that is refused after it was taken', async () => {
    await mailIt();
    await hear('refused');
    await hear('refused');
    expect(counted()).toEqual({ SendsRefused: 1 });
  });

  it('is a mail that cannot be made for want of a sender', async () => {
    await world.apply({ since: '2026-10-01', sources: [standardSource], recipients: [ana], from: undefined });
    await mailIt();
    expect(counted()).toEqual({ SendsRefused: 1 });
  });

  it('is a mail of which nothing is known, at every tick from half an hour on', async () => {
    await mailIt({ outcome: 'uncertain', reason: 'TimeoutError' });
    await schedule(world.services, start + 30 * minute);
    expect(counted()).toEqual({});
    await schedule(world.services, start + 45 * minute);
    await schedule(world.services, start + 60 * minute);
    expect(counted()).toEqual({ SendsUncertain: 2 });
    await hear('delivered');
    await schedule(world.services, start + 75 * minute);
    expect(counted()).toEqual({ SendsUncertain: 2 });
  });

  it('is a bounce for good and a complaint, each once, and not one for now', async () => {
    await mailIt();
    await hear('bounced', true);
    await hear('bounced', true);
    expect(counted()).toEqual({ Bounces: 1 });
    await hear('complained');
    await hear('complained');
    expect(counted()).toEqual({ Bounces: 1, Complaints: 1 });
  });

  it('is not a bounce of a full mailbox', async () => {
    await mailIt();
    await hear('bounced');
    expect(counted()).toEqual({});
  });

  it('is a review that nobody was mailed in time, once for all its recipients', async () => {
    const rui = { ...ana, email: 'rui@acme.example' };
    await world.apply({ since: '2026-09-01', sources: [standardSource], recipients: [ana, rui] });
    await schedule(world.services, start);
    expect(counted()).toEqual({ ReviewsLate: 1 });
  });
});
