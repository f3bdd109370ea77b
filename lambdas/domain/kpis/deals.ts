import { instantOf, type Subject, textOf } from './subject.ts';

/** How a deal stands at an instant, read from its histories. */

/** Half-open stretches of time in which a deal was won or lost; `end` `null` holds on. */
export interface Run {
  readonly start: number;
  readonly end: number | null;
}

export const isWon = (deal: Subject): boolean => textOf(deal, 'outcome') === 'won';
export const isLost = (deal: Subject): boolean => textOf(deal, 'outcome') === 'lost';
export const isClosed = (deal: Subject): boolean => isWon(deal) || isLost(deal);

interface Step {
  readonly at: number;
  readonly value: string | null;
}

/** A history of text without repeats: a repeat of the same value is no change. */
const steps = (deal: Subject, field: string): Step[] => {
  const changes: Step[] = [];
  for (const { at, value } of deal.record.history(field)) {
    const text = typeof value === 'string' ? value : null;
    if (changes.at(-1)?.value !== text || changes.length === 0) changes.push({ at, value: text });
  }
  return changes;
};

/**
 * The runs in which a deal is closed: those of `outcome`'s history, except that the one in force now begins at
 * `closedAt`. `null` where it is closed and nobody said when.
 */
export const closedRuns = (deal: Subject): readonly Run[] | null => {
  const outcomes = steps(deal, 'outcome');
  const runs: Run[] = [];
  for (const [index, { at, value }] of outcomes.entries()) {
    if (value !== 'won' && value !== 'lost') continue;
    const next = outcomes[index + 1];
    if (next) {
      runs.push({ start: at, end: next.at });
      continue;
    }
    const closedAt = instantOf(deal, 'closedAt');
    if (closedAt === null) return null;
    runs.push({ start: closedAt, end: null });
  }
  return runs;
};

/** Whether a deal that was created is open just before `instant`; `null` where that cannot be known. */
export const isOpenAt = (deal: Subject, runs: readonly Run[] | null, instant: number): boolean | null => {
  const createdAt = instantOf(deal, 'createdAt');
  if (createdAt === null) return null;
  if (createdAt >= instant) return false;
  if (runs === null) return null;
  return !runs.some(({ start, end }) => start < instant && (end === null || end >= instant));
};

/** A stay in a stage; `end` is `null` while it lasts. */
export interface Stay {
  readonly stage: string;
  readonly start: number;
  readonly end: number | null;
}

const cut = (stay: Stay, { start, end }: Run): Stay[] => {
  const untouched = (stay.end !== null && stay.end <= start) || (end !== null && end <= stay.start);
  if (untouched) return [stay];
  const before = stay.start < start ? [{ ...stay, end: start }] : [];
  const after = end !== null && (stay.end === null || end < stay.end) ? [{ ...stay, start: end }] : [];
  return [...before, ...after];
};

/**
 * A deal's stays, in order. A stay starts at the instant that said it; closing ends it; while won or lost a deal
 * is in no stage; reopened, it is in the stage last said, from the reopening. None where it is closed without
 * `closedAt`.
 */
export const staysOf = (deal: Subject): readonly Stay[] => {
  const runs = closedRuns(deal);
  if (runs === null) return [];
  const stages = steps(deal, 'stage');
  const said = stages.flatMap(({ at, value }, index): Stay[] =>
    value === null ? [] : [{ stage: value, start: at, end: stages[index + 1]?.at ?? null }],
  );
  return said.flatMap((stay) => runs.reduce<Stay[]>((parts, run) => parts.flatMap((part) => cut(part, run)), [stay]));
};
