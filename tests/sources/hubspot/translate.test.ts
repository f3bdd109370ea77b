import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  associationOf,
  bodyOf,
  creationOf,
  deletionOf,
  type Event,
  genericOf,
  mergeOf,
  propertyOf,
  restoreOf,
} from './events.ts';
import { factsIn, factsOf, translate } from './records.ts';

const amount = (change: Event = {}): Event => propertyOf('deal', 'amount', '7', 1, change);

const idsIn = (body: string | Uint8Array, settings = {}): unknown => {
  const translation = translate(body, settings);
  return 'failed' in translation ? translation.failed : translation.observations.map(({ id }) => id);
};

describe('events', () => {
  const events = [
    creationOf('deal', 0),
    propertyOf('deal', 'dealstage', 'qualifiedtobuy', 1),
    propertyOf('deal', 'amount', '100', 1),
    propertyOf('deal', 'dealstage', 'closedlost', 5),
    propertyOf('deal', 'dealstage', 'presentationscheduled', 5),
    propertyOf('deal', 'amount', '90', 5),
    propertyOf('deal', 'amount', '', 5),
    associationOf('DEAL_TO_COMPANY', 900, 600, 5),
    deletionOf('deal', 6),
    restoreOf('deal', 7),
    propertyOf('contact', 'lifecyclestage', 'salesqualifiedlead', 3),
    propertyOf('contact', 'lifecyclestage', '', 8),
    propertyOf('contact', 'lifecyclestage', 'customer', 8),
    propertyOf('company', 'lifecyclestage', 'customer', 8),
    mergeOf('company', 9),
    propertyOf('ticket', 'hs_pipeline_stage', '4', 9),
    propertyOf('ticket', 'hs_pipeline_stage', '1', 9),
  ].map((event, index) => (index % 2 === 0 ? event : genericOf(event)));

  it('make the same records in any order, grouping and number', () => {
    const expected = factsOf(events, { customers: 'person' });
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        fc.integer({ min: 1, max: 40 }),
        (disorder, size) => {
          const bodies = Array.from({ length: Math.ceil(disorder.length / size) }, (_, index) =>
            bodyOf(...disorder.slice(index * size, (index + 1) * size)),
          );
          expect(factsIn(bodies, { customers: 'person' })).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('do not tell by number of attempt or of event', () => {
    const repeated = (event: Event, index: number): Event => ({ ...event, attemptNumber: 3, eventId: index });
    expect(factsOf(events.map(repeated))).toEqual(factsOf(events));
  });

  it('may be a hundred in a body', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => amount({ objectId: index + 1 }));
    expect(idsIn(bodyOf(...hundred))).toEqual(hundred.map(({ objectId }) => String(objectId)));
  });

  it('may name their type eventType, as HubSpot documents it', () => {
    const { subscriptionType, ...event } = amount();
    expect(idsIn(bodyOf({ ...event, eventType: subscriptionType }))).toEqual(['900']);
  });

  it('do not lose each other: what cannot be read is refused by its place', () => {
    const body = JSON.stringify([amount(), 5, null, [], { objectId: 1 }, amount({ occurredAt: 'soon' }), amount()]);
    expect(translate(body)).toMatchObject({
      observations: [{ id: '900' }, { id: '900' }],
      rejected: [
        { index: 1, path: '1.subscriptionType' },
        { index: 2, path: '2.subscriptionType' },
        { index: 3, path: '3.subscriptionType' },
        { index: 4, path: '4.subscriptionType' },
        { index: 5, path: '5.occurredAt' },
      ],
    });
  });

  it.each([
    ['objectId', { objectId: undefined }],
    ['objectId', { objectId: 2 ** 53 }],
    ['objectId', { objectId: 1.5 }],
    ['occurredAt', { occurredAt: undefined }],
    ['occurredAt', { occurredAt: 1_790_000_000 }],
    ['occurredAt', { occurredAt: -1_790_000_000_000 }],
    ['occurredAt', { occurredAt: 1e300 }],
    ['at', { occurredAt: 1_890_000_000_000 }],
    ['id', { objectId: '\uD800' }],
    ['id', { objectId: 'x'.repeat(201) }],
    ['propertyName', { propertyName: undefined }],
    ['propertyValue', { propertyValue: undefined }],
    ['propertyValue', { propertyValue: 2 ** 60 }],
    ['propertyValue', { propertyValue: { amount: 7 } }],
    ['name', { propertyValue: 'a\uDC00b', propertyName: 'dealname' }],
    ['objectTypeId', { subscriptionType: 'object.propertyChange' }],
    ['objectTypeId', { subscriptionType: 'object.propertyChange', objectTypeId: 'DEAL' }],
    ['objectTypeId', { subscriptionType: 'object.propertyChange', objectTypeId: '0-3 ' }],
    ['objectTypeId', { subscriptionType: 'object.propertyChange', objectTypeId: 'constructor' }],
    ['subscriptionType', { subscriptionType: 'deal.explosion' }],
    ['subscriptionType', { subscriptionType: 'deal' }],
    ['subscriptionType', { subscriptionType: 'deal.creation.twice' }],
    ['subscriptionType', { subscriptionType: 'object.constructor' }],
  ])('are refused where %s is not legible: %j', (path, change) => {
    expect(translate(bodyOf(amount(change)))).toEqual({
      observations: [],
      rejected: [{ index: 0, path: `0.${path}`, message: expect.stringMatching(/./) }],
    });
  });

  it('take the last of equal keys, and names that objects inherit as none', () => {
    const twice = bodyOf(amount()).replace('"propertyValue":"7"', '"propertyValue":"6","propertyValue":"8"');
    expect(factsIn([twice])).toEqual({ 'deal 900': { amount: '8' } });
    const hostile = bodyOf(amount()).replace('"objectId"', '"__proto__":{"objectId":1},"objectId"');
    expect(factsIn([hostile])).toEqual({ 'deal 900': { amount: '7' } });
    const inherited = bodyOf(amount()).replace('"objectId":900', '"__proto__":{"objectId":900}');
    expect(translate(inherited)).toMatchObject({ observations: [], rejected: [{ path: '0.objectId' }] });
  });
});

describe('the account', () => {
  const wrong = (index: number) => ({
    index,
    path: `${index}.portalId`,
    message: expect.stringMatching(/^wrongAccount: /),
    wrongAccount: true,
  });

  it('is asked of each event', () => {
    const body = bodyOf(amount(), amount({ portalId: 7701, objectId: 1 }), amount({ portalId: '7700', objectId: 2 }));
    const translation = translate(body, { account: '7700' });
    expect(translation).toMatchObject({ observations: [{ id: '900' }, { id: '2' }], rejected: [wrong(1)] });
  });

  it('is another, also of events of which no record is made', () => {
    const event = { ...amount({ portalId: 7701 }), subscriptionType: 'line_item.creation' };
    expect(translate(bodyOf(event), { account: '7700' })).toEqual({ observations: [], rejected: [wrong(0)] });
  });

  it('must be told where one is configured', () => {
    expect(translate(bodyOf(amount({ portalId: undefined })), { account: '7700' })).toMatchObject({
      observations: [],
      rejected: [{ path: '0.portalId', message: expect.not.stringMatching(/^wrongAccount/) }],
    });
    expect(idsIn(bodyOf(amount({ portalId: undefined })))).toEqual(['900']);
  });
});

describe('what no record is made of', () => {
  it.each(['conversation.newMessage', 'conversation.creation', 'line_item.creation', 'product.propertyChange'])(
    'says nothing: %s',
    (subscriptionType) => {
      expect(translate(bodyOf(amount({ subscriptionType })))).toEqual({ observations: [], rejected: [] });
    },
  );

  it.each(['2-143967026', '0-136', '0-19'])('says nothing: objects of the type %s', (objectTypeId) => {
    const event = amount({ subscriptionType: 'object.propertyChange', objectTypeId });
    expect(translate(bodyOf(event))).toEqual({ observations: [], rejected: [] });
  });
});

describe('what HubSpot does not send', () => {
  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['a list of other things', '[1,{"id":"1"},null]'],
    ['one event outside of a list', JSON.stringify(amount())],
    ['the body of a workflow', '{"objectId":1,"properties":{"email":{"value":"a@b.example"}}}'],
    ['JSON that breaks off', bodyOf(amount()).slice(0, -1)],
    ['a form', 'leads[add][0][id]=1'],
  ])('fails with a reason: %s', (_, body) => {
    expect(translate(body)).toEqual({ failed: expect.stringMatching(/^The body ./) });
  });

  it('is not an empty list, which tells nothing', () => {
    expect(translate('[]')).toEqual({ observations: [], rejected: [] });
  });

  it('fails where it is no text', () => {
    expect(translate(Buffer.from([0x5b, 0xff, 0x5d]))).toEqual({ failed: expect.stringContaining('UTF-8') });
  });

  it('is read in time where it is a megabyte', () => {
    const value = 'x'.repeat(1024 * 1024);
    expect(factsIn([bodyOf(propertyOf('deal', 'notes', value), amount())])).toEqual({ 'deal 900': { amount: '7' } });
    expect(translate(`[${'['.repeat(100_000)}`)).toHaveProperty('failed');
    expect(translate(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toHaveProperty('failed');
  });
});
