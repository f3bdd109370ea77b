import { courseOf, isClosed, isWon, noClosedAt, openAt, type Stay, staysOf } from '../deals.ts';
import { counted, counting, type Found, leavingOut } from '../found.ts';
import { lastAsked } from '../lastAsked.ts';
import { duration, flow, type Measure, snapshot } from '../measure.ts';
import { amountOf, type Deciding, type Subject, type Tools, textOf } from '../subject.ts';

const read = (deal: Subject): number | null => courseOf(deal).closedAt;
const closed = { of: 'deal', by: 'closedAt', read } as const;

export const wonDealsClosed = flow({ ...closed, where: isWon });

export const dealsClosed = flow({ ...closed, where: isClosed });

/** What was won counts with its amount as last said. */
export const wonAmount = flow({ ...closed, where: isWon, find: amountOf, keeps: 'sum' });

export const wonCycle = duration({ of: 'deal', from: 'createdAt', to: 'closedAt', read, where: isWon });

/** Deals open just before the period's end. */
export const openDeals = snapshot<Subject>({ of: 'deal', at: 'end', within: courseOf, find: openAt });

/** Open deals with the amount that they had just before the period's end, converted as of the period's last day. */
export const openAmount = snapshot<Subject>({
  of: 'deal',
  at: 'end',
  keeps: 'sum',
  within: courseOf,
  find: (deal, end, { money }) => {
    const open = openAt(deal, end);
    if (open !== counted) return open;
    const said = deal.record.before('amount', end);
    return money.minor(typeof said === 'string' ? said : null, textOf(deal, 'currency'), deal.source, end - 1);
  },
});

type Period = Tools['periods'][number];

/** Open at the period's start, or created in it; the instant of either decides. */
const ofPipeline = (find: (deal: Subject, period: Period) => Found): Measure<Subject> => {
  const wasOpen = (deal: Subject, period: Period): Found => {
    const open = openAt(deal, period.start);
    return open === counted ? find(deal, period) : open;
  };
  return {
    of: 'deal',
    keeps: 'count',
    observe: (deal, { periods, boundaries }, sink) => {
      const { createdAt } = courseOf(deal);
      if (createdAt === null) {
        sink.leaveOut('noCreatedAt');
        return;
      }
      for (let index = 0; index < periods.length; index += 1) {
        const period = periods[index] as Period;
        if (createdAt < period.start) sink.put(index, boundaries.start[index] as Deciding, wasOpen(deal, period));
        else if (createdAt < period.end) sink.put(index, { at: createdAt, before: false }, find(deal, period));
      }
    },
  };
};

export const dealsInPipeline = ofPipeline(() => counted);

export const dealsWonOfPipeline = ofPipeline((deal, { start, end }) => {
  if (!isWon(deal)) return null;
  const { closedAt } = courseOf(deal);
  if (closedAt === null) return noClosedAt;
  return closedAt >= start && closedAt < end ? counted : null;
});

/** A deal's stays, cut at its close; none where it never was in a stage, or nobody knows when it closed. */
const staysClosed = lastAsked((deal: Subject): readonly Stay[] => {
  const close = courseOf(deal).closedAt ?? Number.NEGATIVE_INFINITY;
  return (staysOf(deal) ?? []).flatMap(({ stage, start, end }) =>
    start < close ? [{ stage, start, end: Math.min(end ?? close, close) }] : [],
  );
});

const noStage = leavingOut('noStage');

const closedWithStages = (value: (stays: readonly Stay[]) => number): Measure<Subject> =>
  flow({
    ...closed,
    where: isClosed,
    keeps: 'sum',
    find: (deal) => {
      const stays = staysClosed(deal);
      return stays.length === 0 ? noStage : counting(value(stays));
    },
  });

/** Milliseconds that deals closed in the period had been in stages. */
export const closedStageTime = closedWithStages((stays) =>
  stays.reduce((time, { start, end }) => time + ((end ?? start) - start), 0),
);

/** How many stages they had visited. */
export const closedStages = closedWithStages((stays) => new Set(stays.map(({ stage }) => stage)).size);
