import { staysOf } from '../deals.ts';
import { type Measure, snapshot } from '../measure.ts';
import type { Subject } from '../subject.ts';

/** A stage's name is its source's own. */
const nameOf = ({ source }: Subject, stage: string): string => `${source}:${stage}`;

/**
 * Per stage, over deals that completed a stay in it in the period: the time in all completed stays in it up to the
 * period's end. Decided by the deal's last leaving of that stage in the period.
 */
export const stageStays: Measure<Subject> = {
  of: 'deal',
  keeps: 'distribution',
  partsBy: 'stage',
  observe: (deal, { periods, periodsAt }, sink) => {
    const stays = staysOf(deal);
    if (stays === null) {
      if (deal.record.current('stage') !== undefined) sink.leaveOut('noClosedAt');
      return;
    }
    for (const [index, { stage, end: at }] of stays.entries()) {
      if (at === null) continue;
      for (const period of periodsAt(at)) {
        const { end } = periods[period] as { readonly end: number };
        const leftAgain = stays.some(
          (later, place) => place > index && later.stage === stage && (later.end ?? end) < end,
        );
        if (leftAgain) continue;
        const value = stays
          .slice(0, index + 1)
          .reduce((sum, stay) => (stay.stage === stage ? sum + (stay.end ?? stay.start) - stay.start : sum), 0);
        sink.put(period, { at, before: false }, { value, part: nameOf(deal, stage) });
      }
    }
  },
};

/** Deals in a stage just before the period's end, or now where it still runs, with the age of that stay. */
export const stageOpen = snapshot<Subject>({
  of: 'deal',
  at: 'end',
  keeps: 'distribution',
  partsBy: 'stage',
  find: (deal, end, { asOf }) => {
    const stay = staysOf(deal)?.find(({ start, end: left }) => start < end && (left === null || left >= end));
    return stay ? { value: Math.max(0, Math.min(end, asOf) - stay.start), part: nameOf(deal, stay.stage) } : null;
  },
});
