import { isClosed, isOpenAt, isWon, type Unknown } from '../deals.ts';
import { counted, duration, type Found, flow, type Measure, snapshot } from '../measure.ts';
import { amountOf, type Deciding, instantOf, type Subject, type Tools, textOf } from '../subject.ts';

export const wonDealsClosed = flow({ of: 'deal', by: 'closedAt', where: isWon });

export const dealsClosed = flow({ of: 'deal', by: 'closedAt', where: isClosed });

/** What was won counts with its amount as last said. */
export const wonAmount = flow({ of: 'deal', by: 'closedAt', where: isWon, find: amountOf, keeps: 'sum' });

export const wonCycle = duration({ of: 'deal', from: 'createdAt', to: 'closedAt', where: isWon });

/** Deals open just before the period's end. */
export const openDeals = snapshot<Subject>({
  of: 'deal',
  at: 'end',
  find: (deal, end) => {
    const open = isOpenAt(deal, end);
    return open === true ? counted : open || null;
  },
});

/** Open deals with the amount that they had just before the period's end, converted as of the period's last day. */
export const openAmount = snapshot<Subject>({
  of: 'deal',
  at: 'end',
  keeps: 'sum',
  find: (deal, end, { money }) => {
    const open = isOpenAt(deal, end);
    if (open !== true) return open || null;
    const said = deal.record.history('amount').findLast(({ at }) => at < end)?.value;
    return money.minor(typeof said === 'string' ? said : null, textOf(deal, 'currency'), deal.source, end - 1);
  },
});

type Period = Tools['periods'][number];

/** How a deal came to be in the pipeline in a period; `null` where it never was. */
const entryOf = (deal: Subject, createdAt: number, { start, end }: Period): Deciding | Unknown | null => {
  if (createdAt >= end) return null;
  if (createdAt >= start) return { at: createdAt, before: false };
  const open = isOpenAt(deal, start);
  return open === true ? { at: start, before: true } : open || null;
};

/** Open at the period's start, or created in it; the instant of either decides. */
const ofPipeline = (find: (deal: Subject, period: Period) => Found): Measure<Subject> => ({
  of: 'deal',
  keeps: 'count',
  observe: (deal, { periods }, sink) => {
    const createdAt = instantOf(deal, 'createdAt');
    if (createdAt === null) {
      sink.leaveOut('noCreatedAt');
      return;
    }
    for (const [index, period] of periods.entries()) {
      const entry = entryOf(deal, createdAt, period);
      if (entry === null) continue;
      if ('at' in entry) sink.put(index, entry, find(deal, period));
      else sink.put(index, { at: period.start, before: true }, entry);
    }
  },
});

export const dealsInPipeline = ofPipeline(() => counted);

export const dealsWonOfPipeline = ofPipeline((deal, { start, end }) => {
  if (!isWon(deal)) return null;
  const closedAt = instantOf(deal, 'closedAt');
  if (closedAt === null) return { leftOut: 'noClosedAt' };
  return closedAt >= start && closedAt < end ? counted : null;
});
