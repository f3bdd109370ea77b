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
    const all = staysOf(deal);
    if (all === null) {
      if (deal.record.current('stage') !== undefined) sink.leaveOut('noClosedAt');
      return;
    }
    const completed = all.flatMap(({ stage, start, end }) => (end === null ? [] : [{ stage, start, end }]));
    for (const stage of new Set(completed.map((stay) => stay.stage))) {
      const stays = completed.filter((stay) => stay.stage === stage);
      for (const index of new Set(stays.flatMap(({ end }) => periodsAt(end)))) {
        const until = (periods[index] as { readonly end: number }).end;
        const left = stays.filter(({ end }) => end < until);
        const at = Math.max(...left.map(({ end }) => end));
        const value = left.reduce((sum, { start, end }) => sum + end - start, 0);
        sink.put(index, { at, before: false }, { value, part: nameOf(deal, stage) });
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
