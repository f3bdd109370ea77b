import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePeriod } from '../../lambdas/domain/periods/parse.ts';
import type { MailMessage, ReviewMessage } from '../../lambdas/domain/ports.ts';
import type { Send } from '../../lambdas/domain/reviews/send.ts';
import { feedback } from '../../lambdas/flow/feedback.ts';
import { mail } from '../../lambdas/flow/mail.ts';
import { review } from '../../lambdas/flow/review.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import { sendReview } from '../../lambdas/flow/sendReview.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { createWorld, start, type World } from '../support/world.ts';
import { dyingAt, unlessCrashed } from './dying.ts';

let database: RunningDatabase;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const recipients = ['ana@acme.example', 'rui@acme.example'].map((email) => ({
  email,
  role: 'sales',
  reviews: ['monthly'],
}));
const minute = 60_000;

/** All that is written on the way from a tick to a mail. */
const writes = {
  ledger: ['open', 'move'],
  reviews: ['put'],
  jobs: ['put'],
  reviewQueue: ['add'],
  mailQueue: ['add'],
  mailer: ['post'],
};

/** Works off the queues as they work: a message that fails stays. */
const workOff = async ({ reviews, mails }: World, services: Services): Promise<void> => {
  const each = async <Message>(queue: Message[], work: (message: Message) => Promise<unknown>): Promise<void> => {
    for (const message of [...queue]) {
      await work(message);
      queue.splice(queue.indexOf(message), 1);
    }
  };
  await each<ReviewMessage>(reviews, (message) => review(services, message));
  await each<MailMessage>(mails, (message) => mail(services, message));
};

const anHourOfTicks = async (world: World): Promise<void> => {
  for (let after = 0; after <= 60; after += 15) {
    await schedule(world.services, start + after * minute);
    await workOff(world, world.services);
  }
};

/** A tick and all that follows, until it is done or the process is gone; then a new process, and ticks for an hour. */
const crashAndRecover = async (at: number, when: 'before' | 'after'): Promise<{ world: World; crashed: boolean }> => {
  const world = await createWorld(database);
  await world.apply({ since: '2026-10-01', recipients });
  const dying = dyingAt(world.services, writes, at, when);
  const tick = async (): Promise<void> => {
    await schedule(dying.services, start);
    await workOff(world, dying.services);
  };
  await tick().catch(unlessCrashed);
  await anHourOfTicks(world);
  return { world, crashed: dying.crashed() };
};

/** How often a mail was taken, which is at most once; one that nobody took is known to be uncertain. */
const takenOnce = (world: World, at: number, { recipient, state }: Pick<Send, 'recipient' | 'state'>): number => {
  const taken = world.mailer.taken.filter(({ to }) => to === recipient).length;
  expect([at, recipient, taken, state]).toEqual([
    at,
    recipient,
    expect.toBeOneOf([0, 1]),
    taken === 0 ? 'uncertain' : expect.toBeOneOf(['sent', 'uncertain']),
  ]);
  return taken;
};

it.each(['before', 'after'] as const)(
  'a crash %s any write mails nothing twice and leaves nobody out unnoticed',
  async (when) => {
    let points = 0;
    for (let at = 1; ; at += 1) {
      const { world, crashed } = await crashAndRecover(at, when);
      const sends = await world.services.ledger.list('acme');
      expect(sends.map(({ recipient }) => recipient).sort()).toEqual(recipients.map(({ email }) => email));
      for (const { id, recipient, state } of sends) {
        const taken = takenOnce(world, at, { recipient, state });
        if (taken === 0) continue;
        await feedback(world.services, {
          workspace: 'acme',
          send: id,
          kind: 'sent',
          messageId: 'm',
          at: start,
          permanent: false,
          reason: null,
        });
        expect((await world.services.ledger.find('acme', id))?.state).toBe('sent');
      }
      expect((await world.services.reviews.list('acme', 10)).items).toHaveLength(1);
      if (!crashed) break;
      points += 1;
    }
    // One message, one review, two entries, their messages, and for each a mark, a mail and an outcome.
    expect(points).toBeGreaterThanOrEqual(11);
  },
);

describe('a review that is sent by hand', () => {
  const september = { period: '2026-09', to: ['ana@acme.example', 'rui@acme.example'] };

  const send = async (world: World, services: Services, uncertain: boolean): Promise<void> => {
    const workspace = (await services.workspaces.get('acme')) ?? expect.fail('no workspace');
    const period = parsePeriod(september.period, workspace.configuration);
    // It waits for nothing, as what follows is worked off below.
    const hasty = { ...services, patienceMs: 0 };
    const sending = await sendReview(hasty, { workspace, period, to: september.to, uncertain });
    if ('errors' in sending) throw new Error(JSON.stringify(sending.errors));
    await workOff(world, services);
  };

  /** September was too late for the one, and of the other's mail the answer was lost. */
  const prepared = async (): Promise<World> => {
    const world = await createWorld(database);
    await world.apply({ since: '2026-09-01', recipients });
    await schedule(world.services, start);
    await workOff(world, world.services);
    const [entry] = (await world.services.ledger.list('acme')).filter(
      ({ period, recipient }) => period === september.period && recipient === september.to[1],
    );
    if (!entry) throw new Error('September is not in the ledger.');
    await world.services.ledger.move(entry, ['skipped'], { state: 'uncertain' });
    world.mailer.taken.splice(0);
    return world;
  };

  it.each(['before', 'after'] as const)(
    'and a crash %s any write: asked for again, it mails nothing twice and leaves nobody out unnoticed',
    async (when) => {
      let points = 0;
      for (let at = 1; ; at += 1) {
        const world = await prepared();
        const dying = dyingAt(world.services, writes, at, when);
        await send(world, dying.services, true).catch(unlessCrashed);
        // Whoever saw an error asks again; not for what may have been sent, which would be to mail it twice knowingly.
        await send(world, world.services, false);
        await anHourOfTicks(world);
        const sends = (await world.services.ledger.list('acme')).filter(({ period }) => period === september.period);
        expect(sends).toHaveLength(2);
        for (const entry of sends) takenOnce(world, at, entry);
        if (!dying.crashed()) break;
        points += 1;
      }
      // For the one a move, a message, a mark, a mail and an outcome; for the other a job, its message, its end, an
      // entry, a move and the same again.
      expect(points).toBeGreaterThanOrEqual(12);
    },
  );
});
