import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { template } from '../../../lambdas/sources/template/index.ts';
import { readingOf } from '../records.ts';
import { bodyOf, eventWith, fixture } from './fixture.ts';

const { factsIn, translate } = readingOf(template);
const beginning = 1_790_000_000_000;

/** An event so many milliseconds after the beginning. */
const event = (type: string, milliseconds: number, deal: object = {}): object =>
  eventWith(deal, { type, occurred_at: beginning + milliseconds });
const moved = (milliseconds: number, stage: string): object => event('deal.stage_changed', milliseconds, { stage });

const deal = (...events: object[]) => factsIn([bodyOf(...events)], fixture.settings)['deal 42'];

/** What events make of the deal, which is the same in any order and number. */
const inAnyOrder = (...events: object[]) => {
  const expected = deal(...events);
  fc.assert(
    fc.property(fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }), (disorder) => {
      expect(deal(...disorder)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
  return expected;
};

it('makes a deal of an event', () => {
  expect(deal(event('deal.created', 0))).toEqual({
    name: 'Velas',
    createdAt: beginning,
    amount: '1200.5',
    owner: '7',
    stage: 'offer',
    outcome: 'open',
    closedAt: null,
    'custom.tier': 'gold',
  });
});

describe('a closing', () => {
  it('is told by the move into a stage that is configured, and taken back by one out of it', () => {
    expect(inAnyOrder(event('deal.created', 0), moved(1000, 'signed'))).toMatchObject({
      outcome: 'won',
      closedAt: beginning + 1000,
      stage: 'offer',
    });
    expect(inAnyOrder(moved(1000, 'signed'), moved(2000, 'offer'))).toMatchObject({ outcome: 'open', closedAt: null });
    expect(deal(event('deal.created', 5, { stage: 'signed' }))).toMatchObject({ closedAt: beginning + 5 });
  });

  it('is not moved by an edit of the closed deal, which repeats the stage', () => {
    const edit = event('deal.updated', 30 * 24 * 3_600_000, { stage: 'signed', title: 'Leme' });
    expect(inAnyOrder(moved(1000, 'signed'), edit)).toMatchObject({ name: 'Leme', closedAt: beginning + 1000 });
    expect(deal(edit)).toMatchObject({ outcome: 'won' });
    expect(deal(edit)).not.toHaveProperty('closedAt');
  });

  it('of the same millisecond as another move stands whole', () => {
    expect(inAnyOrder(moved(5, 'gone'), moved(5, 'offer'))).toMatchObject({ outcome: 'lost', closedAt: beginning + 5 });
    expect(inAnyOrder(moved(5, 'gone'), moved(5, 'signed'))).toMatchObject({ outcome: 'won' });
  });

  it('and a reopening prevail over what an edit of the same millisecond repeats', () => {
    const edit = (stage: string) => event('deal.updated', 5, { stage });
    expect(inAnyOrder(moved(5, 'offer'), edit('signed'))).toMatchObject({ outcome: 'open', closedAt: null });
    expect(inAnyOrder(moved(5, 'gone'), edit('offer'))).toMatchObject({ outcome: 'lost', closedAt: beginning + 5 });
  });
});

describe('a member', () => {
  it('may be a number, and is cleared by null and by empty text', () => {
    expect(deal(event('deal.updated', 0, { value: 12.5 }))).toMatchObject({ amount: '12.5' });
    for (const empty of [null, '']) {
      const change = { title: empty, value: empty, owner_id: empty, custom: { tier: empty } };
      expect(inAnyOrder(event('deal.updated', 0), event('deal.updated', 1, change))).toMatchObject({
        name: null,
        amount: null,
        owner: null,
        'custom.tier': null,
      });
    }
  });

  it('that is not told leaves what was told before', () => {
    const silent = { title: undefined, value: undefined, owner_id: undefined, stage: undefined, custom: undefined };
    expect(deal(event('deal.updated', 0), event('deal.updated', 1, silent))).toEqual(deal(event('deal.updated', 0)));
  });

  it.each([
    ['amount', { value: 'much' }],
    ['amount', { value: { cents: 5 } }],
    ['amount', { value: 2 ** 60 }],
    ['owner', { owner_id: 1.5 }],
    ['owner', { owner_id: [] }],
    ['custom.tier', { custom: { tier: {} } }],
    ['stage', { stage: {} }],
  ])('that is illegible is refused by its place, and the rest counts: %s %j', (path, change) => {
    const translation = translate(bodyOf(event('deal.updated', 0, change)), fixture.settings);
    expect(translation).toMatchObject({ rejected: [{ index: 0, path: `events.0.${path}` }] });
    expect(translation).not.toMatchObject({ observations: [] });
    expect(JSON.stringify(translation)).not.toContain('much');
  });
});

describe('an event', () => {
  it('of a deletion deletes the deal', () => {
    expect(inAnyOrder(event('deal.deleted', 1), event('deal.updated', 0))).toMatchObject({ deleted: true });
  });

  it('of anything else says nothing, though it has a deal', () => {
    for (const type of ['contact.deleted', 'contact.updated', 'deal.viewed', 'constructor'])
      expect(translate(bodyOf(event(type, 0)))).toEqual({ observations: [], rejected: [] });
  });

  it('that cannot be read is told by its place, and the others are read', () => {
    const [nameless, timeless, typeless] = [
      eventWith({ id: '' }),
      eventWith({}, { occurred_at: 'today' }),
      eventWith({}, { type: undefined }),
    ];
    expect(translate(bodyOf(nameless, timeless, typeless, event('deal.deleted', 0)))).toMatchObject({
      observations: [{ id: '42' }],
      rejected: [
        { index: 0, path: 'events.0.deal.id', message: 'is missing' },
        { index: 1, path: 'events.1.occurred_at', message: 'must be epoch milliseconds' },
        { index: 2, path: 'events.2.type', message: 'is missing' },
      ],
    });
  });
});
