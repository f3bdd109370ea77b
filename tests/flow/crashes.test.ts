import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MailMessage, ReviewMessage } from '../../lambdas/domain/ports.ts';
import { feedback } from '../../lambdas/flow/feedback.ts';
import { mail } from '../../lambdas/flow/mail.ts';
import { review } from '../../lambdas/flow/review.ts';
import { schedule } from '../../lambdas/flow/schedule.ts';
import type { Services } from '../../lambdas/runtime/services.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { createWorld, start, type World } from '../support/world.ts';

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

class Crash extends Error {}

/** Everything that writes dies at its `at`th call, before it is made or after, and from then on nothing works. */
const dyingAt = (
  { services }: World,
  at: number,
  when: 'before' | 'after',
): { services: Services; calls: () => number } => {
  let calls = 0;
  const dying = <Port extends object>(port: Port, names: readonly (keyof Port)[]): Port => {
    const wrapped = { ...port };
    for (const name of names) {
      const call = port[name] as (...args: unknown[]) => Promise<unknown>;
      wrapped[name] = (async (...args: unknown[]) => {
        calls += 1;
        if (calls > at || (calls === at && when === 'before')) throw new Crash();
        const answer = await call.apply(port, args);
        if (calls === at) throw new Crash();
        return answer;
      }) as Port[keyof Port];
    }
    return wrapped;
  };
  return {
    calls: () => calls,
    services: {
      ...services,
      ledger: dying(services.ledger, ['open', 'move']),
      reviews: dying(services.reviews, ['put']),
      reviewQueue: dying(services.reviewQueue, ['add']),
      mailQueue: dying(services.mailQueue, ['add']),
      mailer: dying(services.mailer, ['post']),
    },
  };
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

/** A tick and all that follows, until it is done or the process is gone; then a new process, and ticks for an hour. */
const crashAndRecover = async (at: number, when: 'before' | 'after'): Promise<{ world: World; crashed: boolean }> => {
  const world = await createWorld(database);
  await world.apply({ since: '2026-10-01', recipients });
  const dying = dyingAt(world, at, when);
  try {
    await schedule(dying.services, start);
    await workOff(world, dying.services);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  for (let after = 0; after <= 60; after += 15) {
    await schedule(world.services, start + after * minute);
    await workOff(world, world.services);
  }
  return { world, crashed: dying.calls() >= at };
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
        const taken = world.mailer.taken.filter(({ to }) => to === recipient).length;
        expect([at, recipient, taken, state]).toEqual([
          at,
          recipient,
          expect.toBeOneOf([0, 1]),
          taken === 0 ? 'uncertain' : expect.toBeOneOf(['sent', 'uncertain']),
        ]);
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
