import type { Said } from '../records/view.ts';
import { counted, type Found, leavingOut } from './found.ts';
import { lastAsked } from './lastAsked.ts';
import type { Span } from './measure.ts';
import { instantOf, type Subject, textOf } from './subject.ts';

/** How a deal stands at an instant, read from its histories. */

/** Half-open stretches of time in which a deal was won or lost; `end` `null` holds on. */
interface Run {
  readonly outcome: string;
  readonly start: number;
  readonly end: number | null;
}

/** Empty text says nothing. */
const told = ({ value }: Said): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** A repeat of the same value is no change. */
const isRepeat = (said: Said, index: number, all: readonly Said[]): boolean =>
  index > 0 && told(said) === told(all[index - 1] as Said);

/** The history of a text without repeats. Most have none. */
const steps = ({ record }: Subject, field: string): readonly Said[] => {
  const history = record.history(field);
  return history.some(isRepeat) ? history.filter((...said) => !isRepeat(...said)) : history;
};

const isEnd = (outcome: string | null): boolean => outcome === 'won' || outcome === 'lost';

const noRuns: readonly Run[] = [];

/**
 * The runs in which a deal is closed: those of `outcome`'s history, except that the one in force now begins at
 * `closedAt`. `null` where it is closed and nobody said when.
 */
const closedRuns = (deal: Subject, current: string | null, closedAt: number | null): readonly Run[] | null => {
  if (closedAt === null && isEnd(current)) return null;
  const outcomes = steps(deal, 'outcome');
  let runs = noRuns;
  for (let index = 0; index < outcomes.length; index += 1) {
    const said = outcomes[index] as Said;
    const outcome = told(said);
    if (outcome === null || !isEnd(outcome)) continue;
    const next = outcomes[index + 1];
    const run = next ? { outcome, start: said.at, end: next.at } : { outcome, start: closedAt ?? said.at, end: null };
    runs = runs === noRuns ? [run] : [...runs, run];
  }
  return runs;
};

/** What all that is asked of a deal rests on; the span in which it may be open. */
interface Course extends Span {
  readonly createdAt: number | null;
  readonly closedAt: number | null;
  /** In force now. */
  readonly outcome: string | null;
  readonly closed: readonly Run[] | null;
}

/** The instant after which a deal is closed for good. */
const closedFrom = (runs: readonly Run[] | null): number => {
  const last = runs?.at(-1);
  return last && last.end === null ? last.start : Number.POSITIVE_INFINITY;
};

export const courseOf = lastAsked((deal: Subject): Course => {
  const outcome = textOf(deal, 'outcome');
  const closedAt = instantOf(deal, 'closedAt');
  const createdAt = instantOf(deal, 'createdAt');
  const closed = closedRuns(deal, outcome, closedAt);
  return {
    createdAt,
    closedAt,
    outcome,
    closed,
    after: createdAt ?? Number.NEGATIVE_INFINITY,
    until: closedFrom(closed),
  };
});

export const isWon = (deal: Subject): boolean => courseOf(deal).outcome === 'won';
export const isClosed = (deal: Subject): boolean => isEnd(courseOf(deal).outcome);

const noCreatedAt = leavingOut('noCreatedAt');
export const noClosedAt = leavingOut('noClosedAt');

/** Whether a deal is open just before `instant`, created before it and not closed: it counts, does not, or nobody knows. */
export const openAt = (deal: Subject, instant: number): Found => {
  const { createdAt, closed, after, until } = courseOf(deal);
  if (instant <= after || instant > until) return null;
  if (closed === null) return noClosedAt;
  for (const { start, end } of closed) if (start < instant && (end === null || end >= instant)) return null;
  return createdAt === null ? noCreatedAt : counted;
};

/** A stay in a stage; `end` is `null` while it lasts. */
export interface Stay {
  readonly stage: string;
  readonly start: number;
  readonly end: number | null;
}

/** Adds a stay without the runs, of those from `index` on, that lie in it. */
const addStay = (stays: Stay[], stay: Stay, runs: readonly Run[], index: number): void => {
  const run = runs[index];
  if (!run) {
    stays.push(stay);
    return;
  }
  const { stage, start, end } = stay;
  const isApart = (end !== null && end <= run.start) || (run.end !== null && run.end <= start);
  if (isApart) {
    addStay(stays, stay, runs, index + 1);
    return;
  }
  if (start < run.start) addStay(stays, { stage, start, end: run.start }, runs, index + 1);
  if (run.end !== null && (end === null || run.end < end))
    addStay(stays, { stage, start: run.end, end }, runs, index + 1);
};

/**
 * A deal's stays, in order. A stay starts at the instant that said it; closing ends it; while won or lost a deal is in
 * no stage; reopened, it is in the stage last said, from the reopening. `null` where it is closed and nobody said when.
 */
export const staysOf = lastAsked((deal: Subject): readonly Stay[] | null => {
  const { closed } = courseOf(deal);
  if (closed === null) return null;
  const stages = steps(deal, 'stage');
  const stays: Stay[] = [];
  for (let index = 0; index < stages.length; index += 1) {
    const said = stages[index] as Said;
    const stage = told(said);
    if (stage !== null) addStay(stays, { stage, start: said.at, end: stages[index + 1]?.at ?? null }, closed, 0);
  }
  return stays;
});

/** Whether a deal goes on when it leaves a stay: to a stage that it had not been in before, or because it was won. */
export const goesOn = (deal: Subject, stays: readonly Stay[], index: number): boolean => {
  const { end } = stays[index] as Stay;
  if (end === null) return false;
  const run = courseOf(deal).closed?.find(({ start, end: until }) => start <= end && (until === null || until > end));
  if (run) return run.outcome === 'won';
  const next = stays[index + 1];
  if (!next || next.start !== end) return false;
  for (let place = 0; place <= index; place += 1) if (stays[place]?.stage === next.stage) return false;
  return true;
};
