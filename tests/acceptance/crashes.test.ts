import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Random, seededRandom } from '../../infra/local/random.ts';
import type { ReviewDocument } from '../../lambdas/domain/reviews/document.ts';
import type { Send } from '../../lambdas/domain/reviews/send.ts';
import { temporaryDirectory, until } from '../local/harness.ts';
import { type Crashing, leftIn, startOn, takenIn } from '../support/crashing.ts';
import { type Load, loadedSources, type Request, startLoad, workspace } from '../support/load.ts';
import { kpiOf } from '../support/review.ts';
import { shuffled } from '../support/shuffled.ts';

/** Repeats an earlier run: what is sent, and which moments are chosen. */
const seed = process.env.QUARTERDECK_CRASH_SEED ?? process.env.QUARTERDECK_DEEP_SEED ?? String(Date.now() % 2 ** 31);
/** Twenty or more, so that every moment has its turn. */
const crashes = Number(process.env.QUARTERDECK_CRASHES ?? 20);

/** Companies that crash side by side, each on data of its own: what one waits for is another's time to work. */
const lanes = 4;

/**
 * When a process is killed, always while webhooks come in: at any time; while some of a month's mails are sent and
 * others are not; on the acknowledgement of a webhook that takes far longer to translate than to acknowledge; while it
 * takes up what the one before left behind.
 */
type Moment = 'any' | 'mailing' | 'pending' | 'recovering';

/** Of each five. What is left pending is what the next start begins with, so these two stay together. */
const moments: readonly Moment[][] = [['any'], ['mailing'], ['mailing'], ['pending', 'recovering']];

const w = `/v1/workspaces/${workspace}`;
const recipients = Array.from({ length: 4 }, (_, index) => `reader${index}@acme.example`);
const largeWebhook = 100;

const secrets = {
  kommo: randomBytes(24).toString('base64url'),
  standard: `whsec_${randomBytes(24).toString('base64')}`,
};

const configuration = {
  workspace,
  timeZone: 'UTC',
  currency: 'EUR',
  from: 'KPIs <kpis@acme.example>',
  since: '2024-01-01',
  sources: loadedSources(secrets),
  recipients: recipients.map((email) => ({ email, role: 'sales', reviews: ['monthly'] })),
};

/** When the reviews of the month before are due, as many months after January 2024. */
const dueAt = (month: number): string => new Date(Date.UTC(2024, 1 + month, 1, 9)).toISOString();

const between = (random: Random, least: number, most: number): number => least + random() * (most - least);

const planOf = (random: Random, count: number): Moment[] => {
  const plan: Moment[] = [];
  while (plan.length < count) plan.push(...shuffled(moments, random).flat());
  return plan.slice(0, count);
};

const dealsOf = (requests: readonly Request[]): Set<string> => new Set(requests.flatMap(({ deals }) => deals));
const acknowledged = (requests: readonly Request[]): Request[] => requests.filter(({ status }) => status === 200);
const without = (all: ReadonlySet<string>, some: ReadonlySet<string>): string[] =>
  [...all].filter((one) => !some.has(one));

/** What a company has been through. */
interface Lane {
  readonly name: string;
  readonly data: string;
  /** Decides the moments. What is sent has chance of its own, so that neither moves the other. */
  readonly random: Random;
  /** All requests so far, by round. */
  readonly rounds: Map<string, readonly Request[]>;
  /** Months whose reviews were asked to be mailed. */
  months: number;
}

/** What was found after a kill. */
interface Found {
  readonly moment: Moment;
  /** Deals that were acknowledged and not in the records yet. */
  readonly pending: number;
  /** Sends that were entered and not done with. */
  readonly underWay: number;
}

const isUnderWay = ({ state }: Send): boolean => state === 'queued' || state === 'sending';

const sendsOf = async (system: Crashing): Promise<Send[]> =>
  (await system.json<{ sends: Send[] }>('GET', `${w}/sends`)).sends;

const tick = (system: Crashing, month: number): Promise<unknown> =>
  system.json('POST', '/local/schedule', { now: dueAt(month) });

/** Ticks while others go on; a kill cuts the answer off. */
const tickMeanwhile = (system: Crashing, lane: Lane): void => {
  tick(system, lane.months).catch(() => undefined);
  lane.months += 1;
};

const arrive: Record<Moment, (system: Crashing, lane: Lane, load: Load) => Promise<void>> = {
  async any(system, lane) {
    const { random } = lane;
    const wait = between(random, 300, 1500);
    const before = between(random, 0, wait);
    await sleep(before);
    tickMeanwhile(system, lane);
    await sleep(wait - before);
  },
  async mailing(system, lane) {
    const { data, random } = lane;
    const mails = takenIn(data).length + 1 + Math.floor(random() * (recipients.length / 2));
    await sleep(between(random, 100, 400));
    tickMeanwhile(system, lane);
    const deadline = Date.now() + 30_000;
    while (takenIn(data).length < mails && Date.now() < deadline) await sleep(1);
  },
  async pending(_system, { random }, load) {
    await sleep(between(random, 100, 400));
    await load.large(largeWebhook);
  },
  async recovering(_system, { random }) {
    await sleep(between(random, 0, 300));
  },
};

/** Waits until nothing is pending and nothing is to be mailed. */
const atRest = async (system: Crashing): Promise<void> => {
  let sends: Send[] = [];
  let pending: number[] = [];
  await until(
    'what was left behind is taken up',
    async () => {
      const { sources } = await system.json<{ sources: { pending: number }[] }>('GET', `${w}/sources`);
      pending = sources.map((source) => source.pending);
      sends = await sendsOf(system);
      const done = pending.every((count) => count === 0) && !sends.some(isUnderWay);
      if (!done) await sleep(250);
      return done;
    },
    60_000,
    () => JSON.stringify({ pending, sends: sends.filter(isUnderWay) }),
  );
};

/** Each month's review to each reader once: in the ledger as in the mailbox. */
const expectMailedOnce = (sends: readonly Send[], { data, months }: Lane): void => {
  const taken = takenIn(data);
  expect(taken.map(({ send }) => send).sort()).toEqual(sends.map(({ id }) => id).sort());
  expect(new Set(sends.map(({ state }) => state))).toEqual(new Set(months > 0 ? ['sent'] : []));
  expect(new Set(sends.map(({ messageId }) => messageId))).toEqual(new Set(taken.map(({ id }) => id)));
  const keys = sends.map(({ recipient, start }) => `${start} ${recipient}`);
  const due = Array.from({ length: months }, (_, month) => dueAt(month - 1).slice(0, 10));
  expect(keys.sort()).toEqual(due.flatMap((start) => recipients.map((recipient) => `${start} ${recipient}`)).sort());
};

/** Every deal that was acknowledged is counted; nothing is that was never sent. */
const expectCounted = async (system: Crashing, { rounds }: Lane): Promise<void> => {
  const review = await system.json<ReviewDocument>('POST', `${w}/reviews`, { period: '2023-12' });
  const won = kpiOf(review, 'wonDeals').segments.filter(({ by }) => by === 'custom.round');
  const counted = new Map(won.map(({ key, value }) => [key, value ?? 0]));
  for (const [round, requests] of rounds) {
    const count = counted.get(round) ?? 0;
    expect(count, `deals of round ${round}`).toBeGreaterThanOrEqual(dealsOf(acknowledged(requests)).size);
    expect(count, `deals of round ${round}`).toBeLessThanOrEqual(dealsOf(requests).size);
  }
  expect([...rounds.keys()]).toEqual(expect.arrayContaining([...counted.keys()]));
};

/** The same, id by id, in what a process left that has ended. */
const left = async ({ data, rounds }: Lane) => {
  const { deals, sends } = await leftIn(data, workspace, ['kommo', 'standard']);
  const all = [...rounds.values()].flat();
  return {
    missing: without(dealsOf(acknowledged(all)), deals),
    invented: without(deals, dealsOf(all)),
    underWay: sends.filter(isUnderWay).length,
  };
};

const crash = async (system: Crashing, lane: Lane, moment: Moment): Promise<Found> => {
  const earlier = dealsOf([...lane.rounds.values()].flat());
  const round = String(100 + lane.rounds.size);
  const random = seededRandom(`${seed}/${lane.name}/${round}`);
  const load = startLoad({ url: system.url, secrets, random, round, perSecond: 20, most: 30 });
  await arrive[moment](system, lane, load);
  await system.kill();
  await load.stop();
  lane.rounds.set(round, load.requests);
  // Taken, cut off, or not taken for want of time; never refused.
  expect(load.requests.filter(({ status }) => status !== null && status !== 200 && status < 500)).toEqual([]);
  const { missing, invented, underWay } = await left(lane);
  expect(invented).toEqual([]);
  // Between two crashes it was at rest, unless the second came before.
  if (moment !== 'recovering') expect(missing.filter((deal) => earlier.has(deal))).toEqual([]);
  return { moment, pending: missing.length, underWay };
};

/** All that a crash left behind is done, at the start that follows or at the next tick. */
const expectRecovered = async (system: Crashing, lane: Lane): Promise<void> => {
  await atRest(system);
  // As the schedule does a quarter of an hour later: a tick that was cut off is done in full.
  if (lane.months > 0) await tick(system, lane.months - 1);
  expect(system.trouble()).toBe('');
  expectMailedOnce(await sendsOf(system), lane);
};

const liveThrough = async (name: string, count: number): Promise<Found[]> => {
  const random = seededRandom(`${seed}/${name}`);
  const lane: Lane = { name, data: temporaryDirectory(), random, rounds: new Map(), months: 0 };
  const found: Found[] = [];
  const plan = planOf(random, count);
  let system = await startOn(lane.data);
  await system.json('PUT', w, configuration);
  for (const [index, moment] of plan.entries()) {
    found.push(await crash(system, lane, moment));
    system = await startOn(lane.data);
    if (plan[index + 1] !== 'recovering') await expectRecovered(system, lane);
  }
  await expectCounted(system, lane);
  await system.stop();
  expect(await left(lane)).toEqual({ missing: [], invented: [], underWay: 0 });
  return found;
};

it(
  `${crashes} times killed under load, it loses nothing acknowledged and mails nobody twice (QUARTERDECK_CRASH_SEED=${seed})`,
  async () => {
    const counts = Array.from({ length: lanes }, (_, lane) => Math.floor((crashes + lane) / lanes));
    // All of them, whatever becomes of one: none may go on when this test has ended.
    const outcomes = await Promise.allSettled(counts.map((count, lane) => liveThrough(String(lane), count)));
    const found = outcomes.flatMap((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
    expect(found).toHaveLength(crashes);
    const worst = (moment: Moment, left: 'pending' | 'underWay'): number =>
      Math.max(...found.filter((one) => one.moment === moment).map((one) => one[left]));
    expect(worst('pending', 'pending')).toBeGreaterThan(0);
    expect(worst('mailing', 'underWay')).toBeGreaterThan(0);
  },
  15 * crashes * 1000,
);
