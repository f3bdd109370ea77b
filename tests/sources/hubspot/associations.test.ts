import { describe, expect, it } from 'vitest';
import { associationOf, bodyOf, type Event } from './events.ts';
import { deal, factsOf, translate } from './records.ts';

const tie = (second = 0, change: Event = {}): Event => associationOf('DEAL_TO_COMPANY', 900, 600, second, change);
const untie = (second = 0): Event => tie(second, { associationRemoved: true });

describe('an association', () => {
  it.each([
    ['DEAL_TO_COMPANY', 900, 600],
    ['COMPANY_TO_DEAL', 600, 900],
    ['DEAL_TO_COMPANY_UNLABELED', 900, 600],
  ])('says whose deal it is, from either end: %s', (type, from, to) => {
    expect(factsOf([associationOf(type, from, to)])).toEqual({ 'deal 900': { customer: '600' } });
  });

  it('says whose ticket it is', () => {
    expect(factsOf([associationOf('TICKET_TO_COMPANY', 1100, 600)])).toEqual({ 'ticket 1100': { customer: '600' } });
  });

  it('is with the contact where persons are the customers', () => {
    const both = [tie(1), associationOf('CONTACT_TO_DEAL', 500, 900, 2, { isPrimaryAssociation: false })];
    expect(factsOf(both, { customers: 'person' })).toEqual({ 'deal 900': { customer: '500' } });
    expect(factsOf(both)).toEqual({ 'deal 900': { customer: '600' } });
  });

  it('that is removed leaves nobody, until there is another', () => {
    expect(deal([tie(1), untie(60)])).toEqual({ customer: null });
    expect(deal([untie(60), tie(1)])).toEqual({ customer: null });
    expect(deal([tie(1), untie(60), associationOf('DEAL_TO_COMPANY', 900, 601, 90)])).toEqual({ customer: '601' });
  });

  it.each([-2, -0.001, 0, 0.001, 1, 4.9])(
    'that replaces another stands, told %d seconds before that is removed',
    (before) => {
      const replaced = [tie(1), associationOf('DEAL_TO_COMPANY', 900, 601, 60 - before), untie(60)];
      for (const events of [replaced, replaced.toReversed()]) expect(deal(events)).toEqual({ customer: '601' });
    },
  );

  it('that is removed within five seconds of being made stays, which is how others are replaced', () => {
    expect(deal([tie(56), untie(60)])).toEqual({ customer: '600' });
    expect(deal([tie(54), untie(60)])).toEqual({ customer: null });
  });

  it('with another primary company of the same millisecond stands, in either order', () => {
    const both = [untie(5), associationOf('DEAL_TO_COMPANY', 900, 601, 5)];
    for (const events of [both, both.toReversed()]) expect(deal([tie(1), ...events])).toEqual({ customer: '601' });
  });

  it('with a company beside the primary one says nothing, made or removed', () => {
    const beside = { isPrimaryAssociation: false };
    const other = (second: number, change: Event) => associationOf('DEAL_TO_COMPANY', 900, 601, second, change);
    const events = [tie(1), other(5, beside), other(9, { ...beside, associationRemoved: true })];
    expect(deal(events)).toEqual({ customer: '600' });
    expect(deal([tie(1, { isPrimaryAssociation: undefined })])).toEqual({ customer: '600' });
  });

  it('says nothing where the configuration takes the customer from a property', () => {
    const fields = { deal: { customer: 'custom:account_c' } };
    expect(factsOf([tie(1)], { fields })).toEqual({});
  });

  it('in the generic form names both types by number', () => {
    const generic = { subscriptionType: 'object.associationChange', associationType: undefined };
    const typed = (from: string, to: string) => tie(1, { ...generic, fromObjectTypeId: from, toObjectTypeId: to });
    expect(factsOf([typed('0-3', '0-2')])).toEqual({ 'deal 900': { customer: '600' } });
    expect(factsOf([typed('0-5', '0-2')])).toEqual({ 'ticket 900': { customer: '600' } });
    expect(factsOf([typed('0-3', '2-143967026')])).toEqual({});
  });

  it.each([
    'CONTACT_TO_COMPANY',
    'DEAL_TO_LINE_ITEM',
    'DEAL_TO_DEAL',
    'COMPANY_TO_COMPANY',
    'DEALS',
    '_TO_',
    'CONTACT',
  ])('of what is neither deal and customer nor ticket and customer says nothing: %s', (type) => {
    expect(factsOf([associationOf(type, 1, 2)])).toEqual({});
  });

  it.each([
    ['fromObjectId', { fromObjectId: undefined }],
    ['toObjectId', { toObjectId: 2 ** 53 }],
    ['associationType', { associationType: undefined }],
    ['fromObjectTypeId', { fromObjectTypeId: 'DEAL', toObjectTypeId: '0-2' }],
    ['toObjectTypeId', { fromObjectTypeId: '0-3', toObjectTypeId: 'constructor' }],
  ])('that does not tell its ends is refused: %s', (path, change) => {
    expect(translate(bodyOf(tie(1, change)))).toMatchObject({ observations: [], rejected: [{ path: `0.${path}` }] });
  });
});
