import type { Reading } from './reading.ts';
import { safeReference } from './url.ts';

/** A review of another period: its name as documents have it (`2026-09`), and where it is. */
export interface OtherReview {
  readonly period: string;
  readonly href: string;
}

const cadences = ['monthly', 'quarterly', 'annual', 'range'] as const;
type Named = (typeof cadences)[number];

const cadenceOf = (period: string): Named => {
  if (period.includes('..')) return 'range';
  if (period.includes('-Q')) return 'quarterly';
  return period.includes('-') ? 'monthly' : 'annual';
};

/**
 * The ways from a review to its reader's others: the periods just before and after it, the newest of each other
 * cadence, and all of them by cadence. Names of one cadence sort as their periods do.
 */
export const pathsOf = ({ rendered, periods, language }: Reading, others: readonly OtherReview[]) => {
  const { period: own } = rendered.document;
  const isRtl = language.direction === 'rtl';
  const known = others
    .filter(({ period }) => period !== own)
    .map(({ period, href }) => ({
      period,
      cadence: cadenceOf(period),
      name: periods.heading(period),
      href: safeReference(href),
    }))
    .sort((a, b) => (a.period < b.period ? 1 : -1));
  const alike = known.filter(({ cadence }) => cadence === cadenceOf(own));
  const earlier = alike.find(({ period }) => period < own);
  const later = alike.findLast(({ period }) => period > own);
  const newest = cadences.flatMap((one) => {
    const found = one === cadenceOf(own) ? undefined : known.find(({ cadence }) => cadence === one);
    return found ? [found] : [];
  });
  return {
    earlier: earlier ? { ...earlier, arrow: isRtl ? '→' : '←' } : null,
    later: later ? { ...later, arrow: isRtl ? '←' : '→' } : null,
    newest,
    groups: cadences.flatMap((one) => {
      const members = known.filter(({ cadence }) => cadence === one);
      return members.length === 0
        ? []
        : [{ title: language.say(`cadences.${one === 'range' ? 'campaign' : one}`), members }];
    }),
  };
};
