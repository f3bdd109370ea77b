import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recover } from '../../infra/local/recover.ts';
import type { Send, SendState } from '../../lambdas/domain/reviews/send.ts';
import { receive } from '../../lambdas/flow/receive.ts';
import { review } from '../../lambdas/flow/review.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { pendingOf } from '../support/received.ts';
import { asked, currentStates, replayed, statesIn, step } from '../support/replays.ts';
import { createWorld } from '../support/world.ts';

let database: RunningDatabase;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const due = Date.UTC(2026, 10, 2, 8);

/** A world in which a send was left in a state by a process that ended, and what the mailbox holds of it. */
const leftIn = async (state: SendState, mailed: string | null, alone = true) => {
  const world = await createWorld(database);
  await world.apply({
    since: '2026-10-01',
    from: 'kpis@acme.example',
    recipients: [{ email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] }],
  });
  const { services } = world;
  // The mail's message is lost with the queue: the review has been computed, and the send entered.
  const lost = { ...services, mailQueue: { add: async () => {} } };
  await schedule(lost, due);
  const [message] = world.reviews.splice(0);
  if (!message) throw new Error('No review is due.');
  await review(lost, message);
  const [send] = await services.ledger.list('acme');
  if (!send) throw new Error('No send was entered.');
  if (state !== 'queued') await services.ledger.move(send, ['queued'], { state, changedAt: due });
  const mail = mailed === null ? undefined : { id: mailed, to: send.recipient, subject: 's', sentAt: '' };
  const mailbox = {
    tagged: (name: string, value: string) => (name === 'send' && value === send.id ? mail : undefined),
  };
  await recover({ services, mailbox, alone, now: due + 1000 });
  return {
    world,
    entry: async (): Promise<Send | undefined> => (await services.ledger.list('acme'))[0],
  };
};

describe('what a process left behind when it ended', () => {
  it('is mailed at the next start, where it waited in a queue', async () => {
    const { world, entry } = await leftIn('queued', null);
    await world.work();
    expect(world.mailer.taken.map(({ to }) => to)).toEqual(['ana@acme.example']);
    expect(await entry()).toMatchObject({ state: 'sent', messageId: 'message-1' });
  });

  it('is not mailed again, where the mailbox has it though no answer came', async () => {
    const { world, entry } = await leftIn('sending', 'message-in-the-mailbox');
    await world.work();
    expect(world.mailer.taken).toEqual([]);
    expect(await entry()).toMatchObject({ state: 'sent', messageId: 'message-in-the-mailbox' });
  });

  it('is mailed, where it was being handed over and the mailbox has nothing of it', async () => {
    const { world, entry } = await leftIn('sending', null);
    await world.work();
    expect(world.mailer.taken).toHaveLength(1);
    expect(await entry()).toMatchObject({ state: 'sent' });
  });

  it('is left alone while another process may be handing it over', async () => {
    const { world, entry } = await leftIn('sending', null, false);
    await world.work();
    expect(world.mailer.taken).toEqual([]);
    expect(await entry()).toMatchObject({ state: 'sending' });
  });

  it.each(['sent', 'uncertain', 'refused', 'skipped'] as const)('is done with, where it is %s', async (state) => {
    const { world, entry } = await leftIn(state, null);
    await world.work();
    expect(world.mailer.taken).toEqual([]);
    expect(await entry()).toMatchObject({ state });
  });
});

describe('what a process has taken in and not translated', () => {
  const mailbox = { tagged: () => undefined };

  it('is in the records after the next start, of every workspace, what came at that very instant included', async () => {
    const world = await createWorld(database);
    const { services } = world;
    for (const workspace of ['acme', 'other']) {
      await world.apply({ workspace, sources: [standardSource] });
      await receive(services, { ...signedHook(wonDeal('1', 5), { id: workspace }), workspace });
    }
    expect(await pendingOf(services)).toHaveLength(1);
    await recover({ services, mailbox, alone: true, now: world.now });
    expect(await pendingOf(services)).toEqual([]);
    for (const workspace of ['acme', 'other']) {
      const key = { workspace, source: 'standard', generation: 1, type: 'deal', id: '1' } as const;
      expect(await services.records.get([key])).toHaveLength(1);
    }
  });
});

describe('a replay that was under way', () => {
  const mailbox = { tagged: () => undefined };
  const rebuilt = async () => {
    const world = await createWorld(database);
    await world.apply({ sources: [standardSource] });
    await receive(world.services, signedHook(wonDeal('1', 5)));
    await recover({ services: world.services, mailbox, alone: true, now: world.now });
    return world;
  };

  it('goes on where it was, when the queue is gone with its process', async () => {
    const world = await rebuilt();
    const { id } = await asked(world.services, 'standard');
    await step(world);
    expect(world.replays.splice(0)).toHaveLength(1);
    await recover({ services: world.services, mailbox, alone: false, now: world.now });
    expect(world.replays).toEqual([]);
    await recover({ services: world.services, mailbox, alone: true, now: world.now });
    await world.work();
    expect(await world.services.jobs.get(id)).toMatchObject({ status: 'done' });
    expect(Object.keys(await currentStates(world, 'standard'))).toEqual(['deal 1']);
  });

  it('and is over has its old records deleted a quarter of an hour after the next start', async () => {
    const world = await rebuilt();
    await replayed(world, 'standard');
    world.replays.splice(0);
    await recover({ services: world.services, mailbox, alone: true, now: world.now });
    await world.work();
    expect(Object.keys(await statesIn(world, 'standard', 1))).toEqual(['deal 1']);
    world.now += 15 * 60_000;
    await world.work();
    expect(await statesIn(world, 'standard', 1)).toEqual({});
  });
});
