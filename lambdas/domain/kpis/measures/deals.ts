import { closedRuns, isClosed, isLost, isOpenAt, isWon, staysOf } from '../deals.ts';
import { amount, duration, type Found, flow, type Measure, snapshot } from '../measure.ts';
import { instantOf, type Subject, textOf } from '../subject.ts';

export const wonDealsClosed = flow({ id: 'deals.won', of: 'deal', by: 'closedAt', where: isWon });

export const dealsClosed = flow({ id: 'deals.closed', of: 'deal', by: 'closedAt', where: (deal) => isWon(deal) || isLost(deal) });

/** What was won counts with its amount as last said. */
export const wonAmount = flow({ id: 'deals.wonAmount', of: 'deal', by: 'closedAt', where: isWon, value: amount, keeps: 'sum' });

export const wonCycle = duration({ id: 'deals.wonCycle', of: 'deal', from: 'createdAt', to: 'closedAt', where: isWon });

/** Open at the period's start, or created in it; what was won of them counts by the same instant. */
const pipelined = (id: string, where: (deal: Subject, period: { readonly start: number; readonly end: number }) => boolean): Measure<Subject> => ({
  id,
  kind: 'snapshot',
  of: 'deal',
  keeps: 'count',
  observe: (deal, tools, sink) => {
    const createdAt = instantOf(deal, 'createdAt');
    if (createdAt === null) {
      sink.leaveOut('every', 'noCreatedAt');
      return;
    }
    const runs = closedRuns(deal);
    tools.periods.forEach((period, index) => {
      const created = createdAt >= period.start && createdAt < period.end;
      if (!created && isOpenAt(deal, runs, period.start) !== true) return;
      if (where(deal, period)) sink.count(index, created ? { at: createdAt, before: false } : { at: period.start, before: true });
    });
  },
});

export const dealsInPipeline = pipelined('deals.inPipeline', () => true);

export const dealsWonOfPipeline = pipelined('deals.wonOfPipeline', (deal, { start, end }) => {
  const closedAt = instantOf(deal, 'closedAt');
  return isWon(deal) && closedAt !== null && closedAt >= start && closedAt < end;
});

/** Deals open just before the period's end. */
export const openDeals = snapshot<Subject>({
  id: 'deals.open',
  of: 'deal',
  at: 'end',
  find: (deal, end): Found => {
    const open = isOpenAt(deal, closedRuns(deal), end);
    if (open === null) return { leftOut: instantOf(deal, 'createdAt') === null ? 'noCreatedAt' : 'noClosedAt' };
    return open ? {} : null;
  },
});

/** Open deals with the amount that they had just before the period's end, converted as of the period's last day. */
export const openAmount = snapshot<Subject>({
  id: 'deals.openAmount',
  of: 'deal',
  at: 'end',
  keeps: 'sum',
  find: (deal, end, { money }) => {
    const open = isOpenAt(deal, closedRuns(deal), end);
    if (open === null) return { leftOut: instantOf(deal, 'createdAt') === null ? 'noCreatedAt' : 'noClosedAt' };
    if (!open) return null;
    const said = deal.record.history('amount').findLast(({ at }) => at < end)?.value;
    const value = money.minor(typeof said === 'string' ? said : null, textOf(deal, 'currency'), deal.source, end - 1);
    return typeof value === 'bigint' ? { value } : value;
  },
});

/**
 * Per stage, over deals that completed a stay in it in the period: the time in all completed stays in it up to the
 * period's end. Decided by the deal's last leaving of that stage in the period.
 */
export const stageStays: Measure<Subject> = {
  id: 'deals.stageStays',
  kind: 'duration',
  of: 'deal',
  keeps: 'distribution',
  partsBy: 'stage',
  observe: (deal, tools, sink) => {
    if (isClosed(deal) && instantOf(deal, 'closedAt') === null) {
      sink.leaveOut('every', 'noClosedAt');
      return;
    }
    const completed = staysOf(deal).filter((stay): stay is { stage: string; start: number; end: number } => stay.end !== null);
    for (const stage of new Set(completed.map((stay) => stay.stage))) {
      const stays = completed.filter((stay) => stay.stage === stage);
      for (const index of new Set(stays.flatMap(({ end }) => tools.periodsAt(end)))) {
        const period = tools.periods[index] as { start: number; end: number };
        const until = stays.filter(({ end }) => end < period.end);
        const at = Math.max(...until.map(({ end }) => end));
        const value = until.reduce((sum, { start, end }) => sum + end - start, 0);
        sink.count(index, { at, before: false }, value, `${deal.source}:${stage}`);
      }
    }
  },
};

/** Deals in a stage just before the period's end, with the age of that stay. */
export const stageOpen = snapshot<Subject>({
  id: 'deals.stageOpen',
  of: 'deal',
  at: 'end',
  keeps: 'distribution',
  partsBy: 'stage',
  find: (deal, end) => {
    const stay = staysOf(deal).find(({ start, end: left }) => start < end && (left === null || left >= end));
    return stay ? { value: end - stay.start, part: `${deal.source}:${stay.stage}` } : null;
  },
});
