import type { Keeps } from '../cell.ts';
import { goesOn, type Stay, staysOf } from '../deals.ts';
import { counted, counting, type Found } from '../found.ts';
import { type Measure, type Sink, snapshot } from '../measure.ts';
import type { Subject, Tools } from '../subject.ts';

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

/** What is found of a deal by its last leaving of a stage in the period, of which `index` is the stay. */
type Leaving = (deal: Subject, stays: readonly Stay[], index: number, period: Tools['periods'][number]) => Found;

/** A deal's stays, unless nobody knows when they ended. */
const knownStays = (deal: Subject, sink: Sink): readonly Stay[] => {
  const stays = staysOf(deal);
  if (stays === null && deal.record.current('stage') !== undefined) sink.leaveOut('noClosedAt');
  return stays ?? [];
};

/**
 * Per stage, deals that completed a stay in it in the period. Decided by the deal's last leaving of that stage in the
 * period.
 */
const leavings = (keeps: Keeps, find: Leaving): Measure<Subject> => ({
  of: 'deal',
  keeps,
  partsBy: 'stage',
  observe: (deal, { periods, periodsAt, keyIn }, sink) => {
    const stays = knownStays(deal, sink);
    const leave = (at: number, index: number, place: number): void => {
      const period = periods[place] as Tools['periods'][number];
      const found = isLeftAgain(stays, index, period.end) ? null : find(deal, stays, index, period);
      const { stage } = stays[index] as Stay;
      if (found) sink.put(place, { at, before: false }, counting(found.value, keyIn(deal.source, stage)));
    };
    for (let index = 0; index < stays.length; index += 1) {
      const { end } = stays[index] as Stay;
      if (end !== null) for (const place of periodsAt(end)) leave(end, index, place);
    }
  },
});

/** With the time in all completed stays in the stage up to the period's end. */
export const stageStays = leavings('distribution', (_deal, stays, index) => counting(timeIn(stays, index)));

export const stageLeavings = leavings('count', () => counted);

/** Those that went on from a stage in the period: by any of the times that they left it. */
export const stageAdvances = leavings('count', (deal, stays, index, { start }) => {
  const { stage } = stays[index] as Stay;
  const isAdvance = stays.some(
    (stay, place) =>
      place <= index && stay.stage === stage && stay.end !== null && stay.end >= start && goesOn(deal, stays, place),
  );
  return isAdvance ? counted : null;
});

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
