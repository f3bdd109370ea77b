import { lastAsked } from './lastAsked.ts';
import { instantOf, type Subject, textOf } from './subject.ts';

/** How a deal stands at an instant, read from its histories. */

/** Half-open stretches of time in which a deal was won or lost; `end` `null` holds on. */
interface Run {
  readonly start: number;
  readonly end: number | null;
}

export const isWon = (deal: Subject): boolean => textOf(deal, 'outcome') === 'won';
export const isClosed = (deal: Subject): boolean => isWon(deal) || textOf(deal, 'outcome') === 'lost';

interface Step {
  readonly at: number;
  readonly value: string | null;
}

/** A history of text without repeats: a repeat of the same value is no change. */
const steps = (deal: Subject, field: string): Step[] => {
  const changes: Step[] = [];
  for (const { at, value } of deal.record.history(field)) {
    const text = typeof value === 'string' && value !== '' ? value : null;
    if (changes.length === 0 || changes.at(-1)?.value !== text) changes.push({ at, value: text });
  }
  return changes;
};

/**
 * The runs in which a deal is closed: those of `outcome`'s history, except that the one in force now begins at
 * `closedAt`. `null` where it is closed and nobody said when.
 */
const closedRuns = lastAsked((deal: Subject): readonly Run[] | null => {
  const outcomes = steps(deal, 'outcome');
  const closedAt = instantOf(deal, 'closedAt');
  if (closedAt === null && isClosed(deal)) return null;
  return outcomes.flatMap(({ at, value }, index): Run[] => {
    if (value !== 'won' && value !== 'lost') return [];
    const next = outcomes[index + 1];
    return [next ? { start: at, end: next.at } : { start: closedAt ?? at, end: null }];
  });
});

/** A field without which it cannot be known. */
export interface Unknown {
  readonly leftOut: 'noCreatedAt' | 'noClosedAt';
}

/** Whether a deal is open just before `instant`: created before it, and not closed. */
export const isOpenAt = (deal: Subject, instant: number): boolean | Unknown => {
  const createdAt = instantOf(deal, 'createdAt');
  if (createdAt !== null && createdAt >= instant) return false;
  const runs = closedRuns(deal);
  if (runs === null) return { leftOut: 'noClosedAt' };
  for (const { start, end } of runs) if (start < instant && (end === null || end >= instant)) return false;
  return createdAt === null ? { leftOut: 'noCreatedAt' } : true;
};

/** A stay in a stage; `end` is `null` while it lasts. */
interface Stay {
  readonly stage: string;
  readonly start: number;
  readonly end: number | null;
}

/** What is left of stays when a closed run is taken out of them. */
const without = (stays: readonly Stay[], { start, end }: Run): Stay[] => {
  const left: Stay[] = [];
  for (const stay of stays) {
    const untouched = (stay.end !== null && stay.end <= start) || (end !== null && end <= stay.start);
    if (untouched) left.push(stay);
    else {
      if (stay.start < start) left.push({ ...stay, end: start });
      if (end !== null && (stay.end === null || end < stay.end)) left.push({ ...stay, start: end });
    }
  }
  return left;
};

/**
 * A deal's stays, in order. A stay starts at the instant that said it; closing ends it; while won or lost a deal is in
 * no stage; reopened, it is in the stage last said, from the reopening. `null` where it is closed and nobody said when.
 */
export const staysOf = lastAsked((deal: Subject): readonly Stay[] | null => {
  const runs = closedRuns(deal);
  if (runs === null) return null;
  const stages = steps(deal, 'stage');
  const said: Stay[] = [];
  for (const [index, { at, value }] of stages.entries())
    if (value !== null) said.push({ stage: value, start: at, end: stages[index + 1]?.at ?? null });
  return runs.reduce<readonly Stay[]>(without, said);
});
