import { describe, expect, it } from 'vitest';
import { kpiOf, reviewOf, ticket } from '../../support/review.ts';

describe('tickets', () => {
  it('counts those opened in the period, its first instant in it, the first after it not', () => {
    const opened = (id: string, createdAt: string) => ticket(id, { createdAt });
    const observations = [
      opened('a', '2026-03-01T00:00:00Z'),
      opened('b', '2026-04-01T00:00:00Z'),
      ticket('c', { status: 'open' }),
    ];
    expect(kpiOf(reviewOf(observations, { period: '2026-03' }), 'tickets')).toMatchObject({
      value: 1,
      n: 1,
      leftOut: [{ code: 'noCreatedAt', records: 1, example: 'standard:ticket:c' }],
    });
  });
});
