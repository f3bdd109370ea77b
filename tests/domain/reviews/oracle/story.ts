import type { Fact } from './facts.ts';

/** Rule 1: how a deal stands, told over all the instants at which anything of it changes. */

interface Span {
  readonly start: number;
  readonly end: number;
  readonly stage: string;
}

const isClosing = (value: unknown): boolean => value === 'won' || value === 'lost';

/** Where the run of equal outcomes in force begins, as it was said. */
const lastRunSaid = (deal: Fact): number => {
  const said = deal.history('outcome');
  const others = said.filter(({ value }) => value !== said.at(-1)?.value);
  return said.find(({ at }) => at > (others.at(-1)?.at ?? Number.NEGATIVE_INFINITY))?.at ?? Number.POSITIVE_INFINITY;
};

/** Whether it is closed during what comes right after `instant`; `null` where nobody can tell. */
const isClosedFrom = (deal: Fact, instant: number): boolean | null => {
  const closed = isClosing(deal.said('outcome'));
  const closedAt = deal.instant('closedAt');
  if (closed && closedAt === null) return null;
  if (closed && closedAt !== null && closedAt <= instant) return true;
  const said = deal.history('outcome').findLast(({ at }) => at <= instant);
  return said !== undefined && said.at < lastRunSaid(deal) && isClosing(said.value);
};

/** Just before an instant, nothing changes within a millisecond. */
export const isOpenBefore = (deal: Fact, instant: number): boolean | null => {
  const closed = isClosedFrom(deal, instant - 1);
  const createdAt = deal.instant('createdAt');
  if (createdAt !== null && createdAt >= instant) return false;
  if (closed === null) return null;
  return closed ? false : createdAt === null ? null : true;
};

/** Stays in stages, in order; one that lasts ends at infinity. */
export const staysOf = (deal: Fact): Span[] => {
  const changes = [
    ...deal.history('stage').map(({ at }) => at),
    ...deal.history('outcome').map(({ at }) => at),
    ...(isClosing(deal.said('outcome')) ? [deal.instant('closedAt') ?? 0] : []),
  ];
  const instants = [...new Set(changes)].sort((a, b) => a - b);
  const spans: Span[] = [];
  for (const [index, start] of instants.entries()) {
    const closed = isClosedFrom(deal, start);
    const stage = deal.history('stage').findLast(({ at }) => at <= start)?.value;
    if (closed !== false || typeof stage !== 'string' || stage === '') continue;
    const end = instants[index + 1] ?? Number.POSITIVE_INFINITY;
    const before = spans.at(-1);
    if (before?.end === start && before.stage === stage) spans[spans.length - 1] = { ...before, end };
    else spans.push({ start, end, stage });
  }
  return spans;
};
