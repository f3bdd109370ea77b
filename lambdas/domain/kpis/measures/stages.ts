import { type Stay, staysOf } from '../deals.ts';
import { counting } from '../found.ts';
import { type Measure, snapshot } from '../measure.ts';
import type { Subject } from '../subject.ts';

/** Whether a stage was left once more, after the stay at `index`, and before `end`. */
const isLeftAgain = (stays: readonly Stay[], index: number, end: number): boolean => {
  const { stage } = stays[index] as Stay;
  for (let place = index + 1; place < stays.length; place += 1) {
    const later = stays[place] as Stay;
    if (later.stage === stage && (later.end ?? end) < end) return true;
  }
  return false;
};

/** Milliseconds in a stage up to the end of the stay at `index`, in all stays in it. */
const timeIn = (stays: readonly Stay[], index: number): number => {
  const { stage } = stays[index] as Stay;
  let time = 0;
  for (let place = 0; place <= index; place += 1) {
    const stay = stays[place] as Stay;
    if (stay.stage === stage) time += (stay.end ?? stay.start) - stay.start;
  }
  return time;
};

/**
 * Per stage, over deals that completed a stay in it in the period: the time in all completed stays in it up to the
 * period's end. Decided by the deal's last leaving of that stage in the period.
 */
export const stageStays: Measure<Subject> = {
  of: 'deal',
  keeps: 'distribution',
  partsBy: 'stage',
  observe: (deal, { periods, periodsAt, keyIn }, sink) => {
    const stays = staysOf(deal);
    if (stays === null) {
      if (deal.record.current('stage') !== undefined) sink.leaveOut('noClosedAt');
      return;
    }
    for (let index = 0; index < stays.length; index += 1) {
      const { stage, end: at } = stays[index] as Stay;
      if (at === null) continue;
      for (const period of periodsAt(at)) {
        const { end } = periods[period] as { readonly end: number };
        if (isLeftAgain(stays, index, end)) continue;
        sink.put(period, { at, before: false }, counting(timeIn(stays, index), keyIn(deal.source, stage)));
      }
    }
  },
};

const stayAt = (stays: readonly Stay[], instant: number): Stay | undefined => {
  for (const stay of stays) if (stay.start < instant && (stay.end === null || stay.end >= instant)) return stay;
  return undefined;
};

/** Deals in a stage just before the period's end, or now where it still runs, with the age of that stay. */
export const stageOpen = snapshot<Subject>({
  of: 'deal',
  at: 'end',
  keeps: 'distribution',
  partsBy: 'stage',
  find: (deal, end, { asOf, keyIn }) => {
    const stays = staysOf(deal);
    const stay = stays === null ? undefined : stayAt(stays, end);
    return stay ? counting(Math.max(0, Math.min(end, asOf) - stay.start), keyIn(deal.source, stay.stage)) : null;
  },
});
