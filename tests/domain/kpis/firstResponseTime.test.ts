import { describe, expect, it } from 'vitest';
import { companionOf, kpiOf, longAgo, type Posted, reviewOf, ticket } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const hour = 3600;

const responseOf = (observations: readonly Posted[], configuration: Record<string, unknown> = {}, asOf?: string) =>
  kpiOf(
    reviewOf(observations, { period: '2026-03', workspace: workspaceOf(configuration), ...(asOf && { asOf }) }),
    'firstResponseTime',
  );

const answered = (id: string, createdAt: string, respondedAt: string) => ticket(id, { createdAt, respondedAt });
const waiting = (id: string, set: Readonly<Record<string, unknown>> = {}) =>
  ticket(id, { createdAt: '2026-03-30T00:00:00Z', ...set });
const usual = answered('usual', '2026-03-10T00:00:00Z', '2026-03-10T01:00:00Z');

describe('first response time', () => {
  it('is the median wait over tickets first answered in the period', () => {
    const kpi = responseOf([
      usual,
      answered('old', '2026-02-28T22:00:00Z', '2026-03-01T00:00:00Z'),
      answered('slow', '2026-03-10T00:00:00Z', '2026-03-10T09:00:00Z'),
      answered('later', '2026-03-31T00:00:00Z', '2026-04-01T00:00:00Z'),
    ]);
    expect(kpi).toMatchObject({ value: 2 * hour, n: 3 });
    expect(companionOf(kpi, 'mean')).toBe(4 * hour);
    expect(companionOf(kpi, 'p90')).toBeCloseTo(7.6 * hour, 6);
  });

  it('leaves out, and counts, an answer before the ticket or to a ticket of unknown age', () => {
    const kpi = responseOf([
      usual,
      answered('a', '2026-03-11T00:00:00Z', '2026-03-10T00:00:00Z'),
      ticket('b', { respondedAt: '2026-03-10T00:00:00Z' }),
    ]);
    expect(kpi).toMatchObject({
      n: 1,
      leftOut: [
        { code: 'noCreatedAt', records: 1, example: 'standard:ticket:b' },
        { code: 'respondedBeforeCreated', records: 1, example: 'standard:ticket:a' },
      ],
    });
  });

  it('shows business hours only where they are configured', () => {
    expect(responseOf([usual]).companions.map(({ id }) => id)).toEqual([
      'mean',
      'p90',
      'unanswered',
      'unansweredMedianAge',
    ]);
  });
});

describe('tickets that nobody answered', () => {
  const unanswered = (observations: readonly Posted[], asOf?: string) => {
    const kpi = responseOf([usual, ...observations], {}, asOf);
    return [companionOf(kpi, 'unanswered'), companionOf(kpi, 'unansweredMedianAge')];
  };

  it('are counted at the end of the period, with their median age', () => {
    expect(unanswered([waiting('a'), waiting('b', { createdAt: '2026-03-31T00:00:00Z' })])).toEqual([2, 36 * hour]);
    expect(unanswered([])).toEqual([0, null]);
  });

  it('are those of the instant just before the end', () => {
    expect(unanswered([waiting('a', { respondedAt: '2026-04-01T00:00:00Z' })])[0]).toBe(1);
    expect(unanswered([waiting('a', { respondedAt: '2026-03-31T23:59:59.999Z' })])[0]).toBe(0);
    expect(unanswered([waiting('a', { createdAt: '2026-04-01T00:00:00Z' })])[0]).toBe(0);
  });

  it('are not those that were solved without an answer', () => {
    expect(unanswered([waiting('a', { solvedAt: '2026-03-31T00:00:00Z' })])[0]).toBe(0);
    expect(unanswered([waiting('a', { solvedAt: '2026-04-01T00:00:00Z' })])[0]).toBe(1);
    const solved = (at: string) => unanswered([waiting('a'), ticket('a', { status: 'solved' }, at)])[0];
    expect([solved('2026-03-31T23:59:59.999Z'), solved('2026-04-01T00:00:00Z')]).toEqual([0, 1]);
    const reopened = [
      waiting('a'),
      ticket('a', { status: 'solved', solvedAt: '2026-03-31T00:00:00Z' }, '2026-03-31T00:00:00Z'),
      ticket('a', { status: 'open', solvedAt: null }, '2026-04-02T00:00:00Z'),
    ];
    expect(unanswered(reopened)[0]).toBe(0);
  });

  it('are of the age that they have today while the period runs', () => {
    expect(unanswered([waiting('a')], '2026-03-30T06:00:00Z')).toEqual([1, 6 * hour]);
  });

  it('wait whatever is not known of them but their creation', () => {
    expect(unanswered([ticket('a', { status: 'open' }, longAgo)])[0]).toBe(0);
  });
});

describe('business hours', () => {
  const businessHours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', to: '18:00' };
  const business = (observations: readonly Posted[], configuration: Record<string, unknown> = {}) =>
    companionOf(responseOf(observations, { businessHours, ...configuration }), 'businessHours');

  it('count the time that the desk is open: asked at 18:00, answered at 08:00, an hour after it opened', () => {
    const night = answered('a', '2026-03-10T18:00:00Z', '2026-03-11T08:00:00Z');
    expect(business([night])).toBe(hour);
    expect(responseOf([night], { businessHours }).value).toBe(14 * hour);
  });

  it('are none where question and answer fall between two shifts', () => {
    expect(business([answered('a', '2026-03-10T19:00:00Z', '2026-03-11T06:00:00Z')])).toBe(0);
  });

  it('skip weekends and holidays, in the time zone of the workspace', () => {
    const weekend = answered('a', '2026-03-06T17:00:00Z', '2026-03-09T08:00:00Z');
    expect(business([weekend])).toBe(2 * hour);
    expect(business([weekend], { holidays: ['2026-03-09'] })).toBe(hour);
    expect(business([weekend], { timeZone: 'America/Sao_Paulo' })).toBe(4 * hour);
  });

  it('reach back to questions of long before', () => {
    expect(business([answered('a', '2025-03-10T17:00:00Z', '2026-03-02T08:00:00Z')])).toBe((11 * 254 + 2) * hour);
  });
});
