import { describe, expect, it } from 'vitest';
import { pathsOf } from '../../lambdas/rendering/pagePeriods.ts';
import { readingOf } from '../../lambdas/rendering/reading.ts';
import { rendered } from '../fixtures/review.ts';

const others = [
  '2026-08',
  '2026-11',
  '2026-09',
  '2026-12',
  '2026-Q2',
  '2026-Q3',
  '2025',
  '2026-10',
  '2026-09-14..2026-10-18',
];
const paths = pathsOf(
  readingOf(rendered()),
  others.map((period) => ({ period, href: `/r/${period}` })),
);

describe('the ways from a review to others', () => {
  it('lead to the periods just before it and just after it', () => {
    expect(paths.earlier).toMatchObject({ period: '2026-09', name: 'September 2026', arrow: '←' });
    expect(paths.later).toMatchObject({ period: '2026-11', arrow: '→' });
  });

  it('lead to the newest review of each other cadence', () => {
    expect(paths.newest.map(({ period }) => period)).toEqual(['2026-Q3', '2025', '2026-09-14..2026-10-18']);
  });

  it('lead to all of them but itself, by cadence, the newest first', () => {
    expect(paths.groups.map(({ title, members }) => [title, members.map(({ period }) => period)])).toEqual([
      ['Monthly review', ['2026-12', '2026-11', '2026-09', '2026-08']],
      ['Quarterly review', ['2026-Q3', '2026-Q2']],
      ['Annual review', ['2025']],
      ['Campaign review', ['2026-09-14..2026-10-18']],
    ]);
  });

  it('go nowhere where there are no others', () => {
    expect(pathsOf(readingOf(rendered()), [])).toEqual({ earlier: null, later: null, newest: [], groups: [] });
  });
});
