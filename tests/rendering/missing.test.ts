import { describe, expect, it } from 'vitest';
import { catalogue } from '../../lambdas/domain/kpis/catalogue.ts';
import type { DayCount } from '../../lambdas/domain/ports.ts';
import { missingOf } from '../../lambdas/rendering/missing.ts';
import { readingOf } from '../../lambdas/rendering/reading.ts';
import { rendered } from '../fixtures/review.ts';
import { type Asked, deal, lead, reviewOf } from '../support/review.ts';

const heard = (day: string): DayCount => ({
  day,
  deliveries: 1,
  failed: 0,
  wrongAccount: 0,
  refused: 0,
  observations: 1,
  rejected: 0,
  firstAt: 0,
  lastAt: 0,
});

/** What a reader is told of the KPIs without a value, by id, of a review as it is computed. */
const reasons = (period: string, received: Asked['received'] = {}): Map<string, string> => {
  const document = reviewOf(
    [
      deal('1', { outcome: 'won', closedAt: '2026-02-03T00:00:00Z', amount: 10 }, '2026-02-03T00:00:00Z'),
      lead('1', { createdAt: '2026-02-01T00:00:00Z', convertedAt: '2026-02-02T00:00:00Z' }, '2026-02-02T00:00:00Z'),
    ],
    { period, received },
  );
  const missing = missingOf(readingOf(rendered('crm', { document, catalogue })), document.kpis);
  return new Map(missing.flatMap(({ reason, kpis }) => kpis.map((id) => [id, reason])));
};

describe('why a KPI has no value', () => {
  it('is that nobody ever stated what it needs', () => {
    expect(reasons('2026-02').get('tickets')).toBe('Needs tickets with creation date');
  });

  it('numbers demands that stand beside each other, and lets no “and” run into an “or”', () => {
    expect(reasons('2026-02').get('profitMarginPerCustomer')).toBe(
      'Needs (1) deals with cost or orders with cost; (2) deals with outcome, closing date, and customer, or orders with date and customer',
    );
    expect(reasons('2026-02').get('repeatPurchaseRate')).toBe(
      'Needs deals with outcome, closing date, and customer, or orders with date and customer',
    );
  });

  it('is that the data begin later', () => {
    expect(reasons('2026-01').get('leadConversionRate')).toBe('The data do not reach back to this period');
    expect(reasons('2026-01').get('tickets')).toBe('Needs tickets with creation date');
  });

  it('is that there was nothing to measure', () => {
    const received = { standard: [heard('2026-03-05')] };
    expect(reasons('2026-03', received).get('winRate')).toBe(
      'Nothing happened in this period that it could be measured on',
    );
  });

  it('is that nothing was heard from the source that told of it before', () => {
    expect(reasons('2026-03').get('winRate')).toBe('Nothing was heard from standard in this period');
    expect(reasons('2026-03').get('tickets')).toBe('Needs tickets with creation date');
  });
});
