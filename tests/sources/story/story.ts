import type { Deal, Owner, Stage, StoryEvent } from './events.ts';

const day = (date: string): number => Date.parse(`2026-${date}T09:00:00Z`);

type Happening = readonly [on: string, what: (deal: Deal, at: number) => Partial<Deal>, kind: StoryEvent['kind']];

const moves = (on: string, stage: Stage): Happening => [on, () => ({ stage }), 'stage'];
const wins = (on: string): Happening => [on, (_, at) => ({ outcome: 'won', closedAt: at }), 'closed'];
const loses = (on: string): Happening => [on, (_, at) => ({ outcome: 'lost', closedAt: at }), 'closed'];
const reopens = (on: string, stage: Stage): Happening => [
  on,
  () => ({ outcome: 'open', closedAt: null, stage }),
  'reopened',
];
const passesTo = (on: string, owner: Owner): Happening => [on, () => ({ owner }), 'owner'];
const isWorth = (on: string, amount: number): Happening => [on, () => ({ amount }), 'amount'];
const isDeleted = (on: string): Happening => [on, () => ({}), 'deleted'];
const isMerged = (on: string): Happening => [on, () => ({}), 'merged'];

/** Deal 36 turns out to be deal 1. */
const winner = 1;

const live = (
  number: number,
  [on, owner, amount]: [string, Owner, number],
  ...happenings: Happening[]
): StoryEvent[] => {
  const createdAt = day(on);
  let deal: Deal = { number, createdAt, stage: 'first', outcome: 'open', closedAt: null, owner, amount };
  const events: StoryEvent[] = [{ at: createdAt, kind: 'created', deal, before: null }];
  for (const [then, change, kind] of happenings) {
    const at = day(then);
    const before = deal;
    deal = { ...deal, ...change(deal, at) };
    events.push({ at, kind, deal, before, ...(kind === 'merged' && { into: winner }) });
  }
  return events;
};

const each = (from: number, to: number, tell: (number: number) => StoryEvent[]): StoryEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => tell(from + index)).flat();

/** All of it, the earliest first. */
export const story: readonly StoryEvent[] = [
  ...each(1, 6, (number) =>
    live(number, ['07-01', 'ana', 1000], moves('07-03', 'second'), moves('07-08', 'third'), wins('07-11')),
  ),
  ...each(7, 10, (number) => live(number, ['07-02', 'ben', 500], loses('07-12'))),
  ...each(11, 16, (number) => live(number, ['07-05', 'ben', 2000], moves('07-10', 'second'), wins('08-04'))),
  ...each(17, 20, (number) => live(number, ['07-06', 'cleo', 500], loses('08-16'))),
  ...each(21, 24, (number) =>
    live(number, ['08-01', 'cleo', 3000], moves('08-05', 'second'), moves('08-20', 'third'), wins('09-15')),
  ),
  ...each(25, 28, (number) => live(number, ['08-03', 'ana', 500], loses('09-10'))),
  ...each(29, 34, (number) => live(number, ['08-10', 'ana', 700], moves('09-01', 'second'))),
  ...live(35, ['07-02', 'ana', 900], passesTo('07-20', 'cleo'), wins('07-25')),
  ...live(36, ['07-03', 'ana', 1000], isMerged('07-05')),
  ...live(37, ['07-04', 'ben', 9999], wins('07-09'), isDeleted('07-10')),
  ...live(38, ['07-01', 'ben', 400], loses('07-15'), reopens('07-20', 'second'), wins('08-05')),
  ...live(39, ['08-15', 'cleo', 800], isWorth('09-01', 1200)),
  ...live(40, ['09-20', 'ben', 600]),
].sort((a, b) => a.at - b.at);
