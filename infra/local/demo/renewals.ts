import { atWork, day, type Month, wholeSeconds } from './calendar.ts';
import { drawFor } from './draw.ts';
import { type Observation, said } from './observation.ts';
import { mrrAt, type Subscription } from './subscriptions.ts';

/** How long a contract runs. */
const term = 182 * day;
const monthsOfTerm = 6;
/** Contracts are drawn up so long before they are due. */
const drawnUp = 60 * day;
/** Who leaves within so long after a contract had run out had not renewed it. */
const leftUnrenewed = 100 * day;
/** Of those that stay, the share that goes on from month to month without a contract. */
const withoutContract = 0.06;

const renewed = [
  { factor: 1, share: 46 },
  { factor: 1.05, share: 42 },
  { factor: 0.85, share: 12 },
];

/** One contract, from its drawing up to what became of it. */
const renewal = (subscription: Subscription, count: number, start: number): Observation[] => {
  const { customer, startedAt, endedAt } = subscription;
  const id = `r-${subscription.id}-${count}`;
  const draw = drawFor(id);
  const dueAt = startedAt + count * term;
  const amount = monthsOfTerm * mrrAt(subscription, dueAt - drawnUp);
  const about = (at: number, set: Observation['set']): Observation => ({ record: 'renewal', id, at, set });
  const at = Math.max(start, dueAt - drawnUp);
  const due = about(at, { customer: customer.id, dueAt: said(dueAt), amount });
  const isLost = (endedAt !== null && endedAt < dueAt + leftUnrenewed) || draw.unit() < withoutContract;
  const decidedAt = wholeSeconds(atWork(Math.max(at + day, dueAt + day * draw.whole(-30, 12))));
  const outcome = isLost ? 'lost' : 'renewed';
  const decided = {
    outcome,
    decidedAt: said(decidedAt),
    ...(isLost
      ? { lostReason: endedAt === null ? 'From month to month' : customer.churnReason }
      : { renewedAmount: Math.round((amount * draw.share(renewed).factor) / 10) * 10 }),
  };
  return [due, about(decidedAt, decided)];
};

/** Subscriptions run for half a year at a time: the contracts that fall due in the months, and what becomes of them. */
export const renewalsOf = (subscriptions: readonly Subscription[], months: readonly Month[]): Observation[] => {
  const [first] = months.filter(({ index }) => index === 0);
  const [start, end] = [first?.start ?? 0, (months.at(-1)?.end ?? 0) + drawnUp];
  return subscriptions.flatMap((subscription) => {
    const { startedAt, endedAt } = subscription;
    const until = Math.min(end, endedAt ?? end);
    const counts = Array.from(
      { length: Math.max(0, Math.ceil((until - startedAt) / term) - 1) },
      (_, index) => index + 1,
    );
    return counts
      .filter((count) => startedAt + count * term >= start)
      .flatMap((count) => renewal(subscription, count, start));
  });
};
