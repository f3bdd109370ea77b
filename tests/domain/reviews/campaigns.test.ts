import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../../../lambdas/domain/periods/parse.ts';
import { readRecord } from '../../../lambdas/domain/records/view.ts';
import { endedCampaign } from '../../../lambdas/domain/reviews/campaigns.ts';
import { dueSends } from '../../../lambdas/domain/reviews/due.ts';
import { campaign, deal, kpiOf, recordsOf, reviewRecords } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const calendar = { timeZone: 'America/Sao_Paulo', fiscalYearStart: 1 };
const sale = { name: 'Autumn sale', startedAt: '2026-10-05T12:00:00Z', endedAt: '2026-10-15T01:00:00Z' };

const ended = (set: Record<string, unknown>, marks: Record<string, unknown> = {}) => {
  const [{ state } = { state: '' }] = recordsOf([{ ...campaign('7', set), ...marks }]);
  return endedCampaign(readRecord('campaign', state), calendar);
};

describe('the period of a campaign', () => {
  it('is the local days from its beginning to its end, its review due 14 days after', () => {
    // 01:00 UTC is still the 14th in São Paulo.
    expect(ended(sale)).toMatchObject({ period: { name: '2026-10-05..2026-10-14' }, dueDay: '2026-10-28' });
  });

  it.each([
    ['runs on', { ...sale, endedAt: null }, {}],
    ['has no beginning', { ...sale, startedAt: null }, {}],
    ['ends before it begins', { ...sale, endedAt: '2026-10-04T00:00:00Z' }, {}],
    ['was deleted', sale, { deleted: true }],
    ['was merged', sale, { mergedInto: '8' }],
  ])('is none of one that %s', (_, set, marks) => {
    expect(ended(set, marks)).toBeNull();
  });
});

const ana = { email: 'ana@acme.example', role: 'marketing' as const, reviews: ['campaign' as const] };
const workspace = workspaceOf({ timeZone: calendar.timeZone, recipients: [ana], since: '2026-10-01' });
const due = (now: string, of = workspace, campaigns = [ended(sale)].filter((one) => one !== null)) =>
  dueSends(of, Date.parse(now), [], new Map(), campaigns).map(({ period, recipients, late }) => [
    period.name,
    recipients,
    late,
  ]);

describe('the review of a campaign', () => {
  it('is due from sendAt of that day on, to those who subscribe', () => {
    expect(due('2026-10-28T10:59:59Z')).toEqual([]);
    expect(due('2026-10-28T11:00:00Z')).toEqual([['2026-10-05..2026-10-14', [ana.email], []]]);
  });

  it('is late a month after that', () => {
    expect(due('2026-11-28T11:00:00Z')).toEqual([['2026-10-05..2026-10-14', [], [ana.email]]]);
  });

  it('is not owed where the campaign ended before the workspace began', () => {
    const later = workspaceOf({ timeZone: calendar.timeZone, recipients: [ana], since: '2026-10-15' });
    expect(due('2026-10-29T12:00:00Z', later)).toEqual([]);
  });

  it('is one where two campaigns took the same days', () => {
    const twice = [ended(sale), ended({ ...sale, name: 'Other' })].filter((one) => one !== null);
    expect(due('2026-10-29T12:00:00Z', workspace, twice)).toHaveLength(1);
  });

  it('names it', () => {
    const [review] = reviewRecords(recordsOf([campaign('7', sale)]), { period: '2026-10-05..2026-10-14', workspace });
    expect(review?.campaigns).toEqual([{ id: 'standard:campaign:7', name: 'Autumn sale' }]);
    const [other] = reviewRecords(recordsOf([campaign('7', sale)]), { period: '2026-10-05..2026-10-15', workspace });
    expect(other).not.toHaveProperty('campaigns');
  });
});

describe('a range', () => {
  const won = (id: string, closedAt: string) =>
    deal(id, { outcome: 'won', createdAt: '2026-01-01T00:00:00Z', closedAt, amount: 10 });
  const observations = [
    won('a', '2026-10-06T00:00:00Z'),
    won('b', '2026-09-30T00:00:00Z'),
    won('c', '2026-06-06T00:00:00Z'),
  ];
  const previousOf = (baseline?: string) => {
    const period = '2026-10-05..2026-10-14';
    const asked = { period, workspace, ...(baseline && { baseline: parsePeriod(baseline, calendar) }) };
    const [review] = reviewRecords(recordsOf(observations), asked);
    return review && kpiOf(review, 'wonDeals').previous;
  };

  it('is compared with as many days before it', () => {
    expect(previousOf()).toMatchObject({ period: '2026-09-25..2026-10-04', value: 1 });
  });

  it('or with another range', () => {
    expect(previousOf('2026-06-01..2026-06-30')).toMatchObject({ period: '2026-06-01..2026-06-30', value: 1 });
    expect(previousOf('2026-07-01..2026-07-30')).toMatchObject({ period: '2026-07-01..2026-07-30', value: 0 });
  });
});
