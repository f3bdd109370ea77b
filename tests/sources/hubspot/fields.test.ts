import { describe, expect, it } from 'vitest';
import { at, bodyOf, creationOf, propertyOf } from './events.ts';
import { deal, lead, translate } from './records.ts';

describe('fields that the configuration maps', () => {
  it('come from the property that they name, of the account or of HubSpot', () => {
    const fields = { deal: { 'custom.tier': 'custom:tier_c', source: 'custom:hs_analytics_source', stage: 'tier_c' } };
    const events = [
      propertyOf('deal', 'tier_c', 'gold', 1),
      propertyOf('deal', 'hs_analytics_source', 'PAID_SEARCH', 1),
      propertyOf('deal', 'tier', 'silver', 1),
    ];
    expect(deal(events, { fields })).toEqual({ 'custom.tier': 'gold', source: 'PAID_SEARCH' });
    expect(deal([...events, propertyOf('deal', 'tier_c', '', 2)], { fields })).toMatchObject({ 'custom.tier': null });
    expect(deal(events)).toBeUndefined();
  });

  it('are not filled by the property that would fill them by default', () => {
    const fields = { lead: { source: 'custom:origin', createdAt: 'custom:born', qualifiedAt: 'custom:mql_date' } };
    const events = [
      creationOf('contact', 9),
      propertyOf('contact', 'hs_analytics_source', 'PAID_SEARCH', 9),
      propertyOf('contact', 'origin', 'fair', 5),
      propertyOf('contact', 'born', String(at(1)), 5),
      propertyOf('contact', 'lifecyclestage', 'marketingqualifiedlead', 9),
    ];
    expect(lead(events, { fields })).toEqual({ source: 'fair', createdAt: at(1), convertedAt: null });
    expect(lead([propertyOf('contact', 'mql_date', String(at(3)), 5)], { fields })).toEqual({ qualifiedAt: at(3) });
  });

  it('that hold instants take epoch milliseconds, ISO 8601 and dates', () => {
    const fields = { lead: { respondedAt: 'custom:first' } };
    const read = (value: string) => lead([propertyOf('contact', 'first', value)], { fields })?.respondedAt;
    expect(read('1790000000000')).toBe(1790000000000);
    expect(read('2026-10-03T12:00:00.5Z')).toBe(Date.parse('2026-10-03T12:00:00.5Z'));
    expect(read('2026-10-03')).toBe(Date.parse('2026-10-03T00:00:00Z'));
  });

  it('are refused alone where they are illegible', () => {
    const fields = { deal: { kind: 'custom:dealtype', cost: 'custom:amount' } };
    expect(translate(bodyOf(propertyOf('deal', 'dealtype', 'newbusiness')), { fields })).toMatchObject({
      observations: [],
      rejected: [{ path: '0.kind' }],
    });
    expect(deal([propertyOf('deal', 'amount', '7')], { fields })).toEqual({ amount: '7', cost: '7' });
  });
});

describe('a value that HubSpot keeps to itself', () => {
  it('is not told', () => {
    const fields = { lead: { 'custom.passport': 'custom:passport' } };
    const secret = propertyOf('contact', 'passport', 'REDACTED', 1);
    const marked = propertyOf('contact', 'passport', 'X1', 1, { isSensitive: true });
    for (const event of [secret, marked]) expect(lead([event], { fields })).toBeUndefined();
    expect(lead([propertyOf('contact', 'passport', 'X1', 1, { isSensitive: false })], { fields })).toEqual({
      'custom.passport': 'X1',
    });
  });
});
