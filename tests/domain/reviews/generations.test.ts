import { expect, it } from 'vitest';
import type { Restatement, ReviewDocument } from '../../../lambdas/domain/reviews/document.ts';
import { madeOf } from '../../../lambdas/domain/reviews/restatements.ts';
import { recordsOf, reviewRecords } from '../../support/review.ts';

const restated = (...causes: Restatement['cause'][]): ReviewDocument => ({
  ...(reviewRecords(recordsOf([]), { period: '2026-03' })[0] as ReviewDocument),
  restatements: causes.map((cause) => ({ kpi: 'wonDeals', period: '2026-02', was: 1, is: 2, records: 1, cause })),
});
const causesOf = ({ restatements }: ReviewDocument) => restatements.map(({ cause }) => cause);
const all = ['late', 'corrected', 'removed', 'configuration', 'definition'] as const;
const sent = restated();

it('a document of first generations is what it was, so that those of before need no such member', () => {
  const document = restated(...all);
  expect(madeOf({ kommo: 1, stripe: 1 }, document, sent)).toEqual(document);
  expect(madeOf({ kommo: 1, stripe: 1 }, document, undefined)).not.toHaveProperty('generations');
});

it('what moved since another generation was read moved by definition, unless the configuration is another', () => {
  const made = madeOf({ kommo: 2, stripe: 1 }, restated(...all), sent);
  expect(made.generations).toEqual({ kommo: 2 });
  expect(causesOf(made)).toEqual(['definition', 'definition', 'definition', 'configuration', 'definition']);
});

it('what moved since the same was read moved by what came in', () => {
  const before = madeOf({ kommo: 2 }, restated(), undefined);
  const document = restated(...all);
  expect(causesOf(madeOf({ kommo: 2 }, document, before))).toEqual([...all]);
  expect(causesOf(madeOf({ kommo: 3 }, document, before))).toContain('definition');
  expect(causesOf(madeOf({ kommo: 3 }, document, before))).not.toContain('late');
});
