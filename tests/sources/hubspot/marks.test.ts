import { describe, expect, it } from 'vitest';
import {
  at,
  bodyOf,
  creationOf,
  deletionOf,
  type Event,
  forgettingOf,
  genericOf,
  mergeOf,
  propertyOf,
  restoreOf,
} from './events.ts';
import { deal, factsOf, lead, recordsOf, translate } from './records.ts';

const deletedIn = (events: readonly Event[], settings = {}) =>
  [...recordsOf([bodyOf(...events)], settings)].map(([key, { deleted }]) => [key, deleted]);
const mergesIn = (events: readonly Event[], settings = {}) =>
  Object.fromEntries([...recordsOf([bodyOf(...events)], settings)].map(([key, { mergedInto }]) => [key, mergedInto]));

describe('a deletion', () => {
  it.each([
    ['deal', 'company', ['deal 900']],
    ['ticket', 'company', ['ticket 1100']],
    ['company', 'company', ['customer 600']],
    ['company', 'person', []],
    ['contact', 'company', ['lead 500']],
    ['contact', 'person', ['lead 500', 'customer 500']],
  ] as const)('of a %s, where customers are each a %s, is of %j', (kind, customers, records) => {
    expect(deletedIn([deletionOf(kind, 5)], { customers })).toEqual(records.map((record) => [record, true]));
    expect(deletedIn([deletionOf(kind, 5), restoreOf(kind, 9)], { customers })).toEqual(
      records.map((record) => [record, false]),
    );
  });

  it('is taken back by a restoring after it, and by nothing else', () => {
    for (const events of [
      [deletionOf('deal', 5), restoreOf('deal', 9)],
      [restoreOf('deal', 9), deletionOf('deal', 5)],
    ])
      expect(deal(events)).not.toHaveProperty('deleted');
    expect(deal([restoreOf('deal', 5), deletionOf('deal', 9)])).toMatchObject({ deleted: true });
    expect(deal([deletionOf('deal', 5), propertyOf('deal', 'amount', '7', 9)])).toMatchObject({ deleted: true });
  });

  it('of who asked to be forgotten comes twice, in either order, and takes what was mapped along', () => {
    const fields = { lead: { 'custom.phone': 'custom:phone' } };
    const before = propertyOf('contact', 'phone', '555', 1);
    for (const events of [
      [before, forgettingOf(5), deletionOf('contact', 5)],
      [deletionOf('contact', 5), forgettingOf(5), before],
    ])
      expect(lead(events, { fields })).toEqual({ 'custom.phone': null, deleted: true });
  });
});

describe('a merge', () => {
  it('ends the others in the primary object', () => {
    expect(mergesIn([mergeOf('deal', 5, { mergedObjectIds: [901, 902] })])).toEqual({
      'deal 901': '900',
      'deal 902': '900',
    });
  });

  it('ends all of them in the new object where there is one', () => {
    expect(mergesIn([mergeOf('company', 5, { newObjectId: 700 })])).toEqual({
      'customer 601': '700',
      'customer 600': '700',
    });
    expect(mergesIn([mergeOf('company', 5, { newObjectId: 600 })])).toEqual({ 'customer 601': '600' });
  });

  it('never ends an object in itself', () => {
    expect(mergesIn([mergeOf('deal', 5, { mergedObjectIds: [900, 901] })])).toEqual({ 'deal 901': '900' });
    expect(mergesIn([mergeOf('deal', 5, { mergedObjectIds: [900] })])).toEqual({});
  });

  it('is of a contact as the lead and as the customer', () => {
    expect(mergesIn([mergeOf('contact', 5)], { customers: 'person' })).toEqual({
      'lead 501': '500',
      'customer 501': '500',
    });
  });

  it('stands beside the deletion of who was merged', () => {
    const record = recordsOf([bodyOf(mergeOf('deal', 5), deletionOf('deal', 5, { objectId: 901 }))]).get('deal 901');
    expect([record?.mergedInto, record?.deleted]).toEqual(['900', true]);
  });

  it.each([
    ['primaryObjectId', { primaryObjectId: undefined }],
    ['primaryObjectId', { primaryObjectId: 2 ** 53 }],
    ['mergedObjectIds', { mergedObjectIds: undefined }],
    ['mergedObjectIds', { mergedObjectIds: [] }],
    ['mergedObjectIds', { mergedObjectIds: [901, 2 ** 53] }],
    ['mergedObjectIds', { mergedObjectIds: '901' }],
  ])('without legible ids is refused: %s', (path, change) => {
    expect(translate(bodyOf(mergeOf('deal', 5, change)))).toMatchObject({
      observations: [],
      rejected: [{ path: `0.${path}` }],
    });
  });
});

it('is the same in the generic form', () => {
  const events = [
    creationOf('deal', 1),
    propertyOf('deal', 'dealstage', 'closedwon', 2),
    mergeOf('deal', 3),
    deletionOf('company', 4),
    restoreOf('company', 5),
    creationOf('ticket', 6),
    creationOf('contact', 7),
    forgettingOf(8),
  ];
  expect(factsOf(events.map(genericOf))).toEqual(factsOf(events));
  expect(mergesIn(events.map(genericOf))).toEqual(mergesIn(events));
  expect(factsOf(events)['deal 900']).toEqual({ createdAt: at(1), outcome: 'won', closedAt: at(2) });
});
