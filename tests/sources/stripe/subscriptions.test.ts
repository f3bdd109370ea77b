import { describe, expect, it } from 'vitest';
import { at, eventOf, itemOf, itemsOf, priceOf, seconds, subscriptionOf } from './events.ts';
import { factsIn, recordsOf, translate } from './records.ts';

type Members = Parameters<typeof subscriptionOf>[0];

const updated = (change: Members = {}, days = 0, event: Members = {}): string =>
  eventOf('customer.subscription.updated', subscriptionOf(change), days, event);

const facts = (...bodies: string[]) => factsIn(bodies)['subscription sub_1'];
const mrrOf = (...items: NonNullable<Members>[]) => facts(updated({ items: itemsOf(...items) }))?.mrr;

describe('a subscription', () => {
  it('is told whole by any of its events', () => {
    expect(facts(updated())).toEqual({
      customer: 'cus_1',
      startedAt: at(0),
      endedAt: null,
      mrr: '20',
      currency: 'EUR',
      plan: 'price_rope',
      product: 'prod_rigging',
      endReason: null,
    });
  });

  it('has no amount where its interval is no text, though a list of one would read like it', () => {
    const body = updated({ items: itemsOf(itemOf(priceOf(2000, { interval: ['month'] }))) });
    expect(translate(body)).toMatchObject({ rejected: [{ path: 'data.object.items.data.0' }] });
    expect(JSON.stringify(translate(body))).not.toContain('"mrr"');
  });

  it('names who it is of though the object stands there in full', () => {
    expect(facts(updated({ customer: { id: 'cus_9', object: 'customer' } }))).toMatchObject({ customer: 'cus_9' });
  });

  it('begins at its creation where it does not tell otherwise', () => {
    expect(facts(updated({ start_date: undefined, created: seconds(3) }))).toMatchObject({ startedAt: at(3) });
  });

  it('ends when it says, or when it is deleted, and never by its comment', () => {
    const ended = { status: 'canceled', ended_at: seconds(30) };
    const details = { comment: 'Ana is angry', feedback: null, reason: 'cancellation_requested' };
    const body = eventOf(
      'customer.subscription.deleted',
      subscriptionOf({ ...ended, cancellation_details: details }),
      30,
    );
    expect(facts(body)).toMatchObject({ endedAt: at(30), mrr: '20', endReason: 'cancellation_requested' });
    expect(JSON.stringify(translate(body))).not.toContain('angry');
    const chosen = { ...details, feedback: 'too_expensive' };
    expect(facts(updated({ ...ended, cancellation_details: chosen }, 30))).toMatchObject({
      endReason: 'too_expensive',
    });
    const silent = eventOf('customer.subscription.deleted', subscriptionOf({ status: 'canceled' }), 31);
    expect(facts(silent)).toMatchObject({ endedAt: at(31) });
  });

  it('that is to end has a reason, which is taken back with it', () => {
    const leaving = updated({ cancellation_details: { feedback: 'unused' } }, 1);
    expect(facts(leaving)).toMatchObject({ endedAt: null, endReason: 'unused' });
    expect(facts(leaving, updated({}, 2))).toMatchObject({ endReason: null });
  });

  it('without an id is refused by its place', () => {
    expect(translate(updated({ id: undefined }))).toMatchObject({
      observations: [],
      rejected: [{ path: 'data.object.id' }],
    });
  });
});

describe('the monthly amount', () => {
  it.each([
    ['month', 1, 2000, 1, '20'],
    ['month', 3, 2000, 1, '6.666667'],
    ['year', 1, 2000, 1, '1.666667'],
    ['year', 2, 12_000, 1, '5'],
    ['week', 1, 300, 1, '13'],
    ['week', 2, 300, 1, '6.5'],
    ['day', 1, 12, 1, '3.65'],
    ['day', 30, 12, 1, '0.121667'],
    ['month', 1, 2000, 7, '140'],
    ['month', 1, 2000, 0, '0'],
    ['month', 1, 0, 1, '0'],
  ])('of every %s, %i apart, %i cents for %i is %s', (interval, interval_count, unit, quantity, expected) => {
    expect(mrrOf(itemOf(priceOf(unit, { interval, interval_count }), { quantity }))).toBe(expected);
  });

  it('is the sum of the items, rounded once', () => {
    const third = itemOf(priceOf(1, { interval: 'month', interval_count: 3 }));
    expect(mrrOf(third, third, third)).toBe('0.01');
    expect(mrrOf(itemOf(priceOf(1000)), itemOf(priceOf(12_000, { interval: 'year' })), third)).toBe('20.003333');
  });

  it('rounds halves to the even one', () => {
    const half = (decimal: string) => itemOf(priceOf(null, { unit_amount_decimal: decimal }));
    expect(mrrOf(half('0.00005'))).toBe('0');
    expect(mrrOf(half('0.00015'))).toBe('0.000002');
  });

  it('is exact where prices have parts of a cent, and where doubles are not', () => {
    expect(mrrOf(itemOf(priceOf(null, { unit_amount_decimal: '0.5' }), { quantity: 3 }))).toBe('0.015');
    expect(mrrOf(itemOf(priceOf(9_007_199_254_740_991), { quantity: 3 }))).toBe('270215977642229.73');
  });

  it.each([
    ['jpy', 'JPY', '2000'],
    ['mga', 'MGA', '2000'],
    ['kwd', 'KWD', '2'],
    ['isk', 'ISK', '20'],
    ['ugx', 'UGX', '20'],
    ['usd', 'USD', '20'],
  ])('is counted in the units of %s', (currency, said, expected) => {
    const items = itemsOf(itemOf(priceOf(2000, { currency })));
    expect(facts(updated({ currency, items }))).toMatchObject({ currency: said, mrr: expected });
  });

  it.each(['eur', 'jpy'])(
    'is without an item whose price is told in another currency than %s, and says so',
    (currency) => {
      const foreign = itemOf(priceOf(2000, { currency: 'usd' }));
      expect(
        translate(updated({ currency, items: itemsOf(itemOf(priceOf(500, { currency })), foreign) })),
      ).toMatchObject({
        rejected: [{ path: 'data.object.items.data.1', message: expect.stringContaining('another currency') }],
        observations: [{ set: { mrr: currency === 'jpy' ? '500' : '5' } }],
      });
      expect(translate(updated({ currency, items: itemsOf(foreign) }))).toMatchObject({
        observations: [{ set: { mrr: null } }],
      });
    },
  );

  it('is that of the currency where the price tells it in several', () => {
    const price = priceOf(2000, {
      currency: 'usd',
      currency_options: { eur: { unit_amount: 1800, unit_amount_decimal: '1800' }, gbp: { unit_amount: 1600 } },
    });
    expect(mrrOf(itemOf(price))).toBe('18');
  });

  it.each(['trialing', 'incomplete', 'incomplete_expired', 'paused'])('is nothing while it is %s', (status) => {
    expect(facts(updated({ status }))).toMatchObject({ mrr: '0' });
  });

  it.each(['active', 'past_due', 'unpaid', 'canceled'])('is what is paid while it is %s', (status) => {
    expect(facts(updated({ status }))).toMatchObject({ mrr: '20' });
  });

  it('is what is paid while a later trial moves the day of the payment', () => {
    const later = { trial_start: seconds(16), trial_end: seconds(45) };
    const moved = [updated({}, 0), updated({ ...later, status: 'trialing' }, 16), updated(later, 45)];
    expect(
      recordsOf(moved)
        .get('subscription sub_1')
        ?.history('mrr')
        .map(({ value }) => value),
    ).toEqual(['20', '20', '20']);
    expect(Object.keys(factsIn(moved))).toEqual(['subscription sub_1']);
    const first = { trial_start: seconds(0), trial_end: seconds(14), status: 'trialing' };
    expect(facts(updated(first))).toMatchObject({ mrr: '0' });
  });

  it('was nothing in a trial that ended it', () => {
    const ended = { status: 'canceled', trial_end: seconds(14) };
    expect(facts(updated({ ...ended, ended_at: seconds(14) }, 14))).toMatchObject({ mrr: '0' });
    expect(facts(updated({ ...ended, ended_at: seconds(15) }, 15))).toMatchObject({ mrr: '20' });
  });

  it('is of packages where the price is', () => {
    const packs = (round: string, quantity: number) =>
      mrrOf(itemOf(priceOf(500, { transform_quantity: { divide_by: 10, round } }), { quantity }));
    expect([packs('up', 21), packs('down', 21), packs('up', 20), packs('down', 3), packs('up', 0)]).toEqual([
      '15',
      '10',
      '10',
      '5',
      '0',
    ]);
  });

  it('is read off plans as before there were prices', () => {
    const plan = {
      id: 'gold',
      amount: 2400,
      interval: 'year',
      interval_count: 1,
      usage_type: 'licensed',
      product: 'p',
    };
    for (const change of [
      { items: itemsOf({ plan, quantity: 2 }) },
      { items: itemsOf({ plan, price: null, quantity: 2 }) },
      { items: undefined, plan, quantity: 2 },
    ])
      expect(facts(updated(change))).toMatchObject({ mrr: '4', plan: 'gold', product: 'p' });
  });

  const usage = itemOf(priceOf(5, { usage_type: 'metered' }));
  const tiers = itemOf(priceOf(null, { billing_scheme: 'tiered' }));

  it('is without what is billed by usage or tiers, and says so', () => {
    const translation = translate(updated({ items: itemsOf(usage, itemOf(priceOf(2000)), tiers) }));
    expect(translation).toMatchObject({
      rejected: [
        { path: 'data.object.items.data.0', message: expect.stringContaining('usage') },
        { path: 'data.object.items.data.2', message: expect.stringContaining('tiers') },
      ],
      observations: [{ set: { mrr: '20' } }],
    });
  });

  it('is taken back where all of it is by usage', () => {
    expect(translate(updated({ items: itemsOf(usage) }))).toMatchObject({ observations: [{ set: { mrr: null } }] });
  });

  it.each([
    ['a quantity', itemOf(priceOf(2000), { quantity: 1.5 })],
    ['a quantity beyond what is exact', itemOf(priceOf(2000), { quantity: 2 ** 53 })],
    ['a price', itemOf(priceOf(null, { unit_amount_decimal: '1e3' }))],
    ['a price beyond what is exact', itemOf(priceOf(2 ** 53, { unit_amount_decimal: null }))],
    ['an interval', itemOf(priceOf(2000, { interval: 'fortnight' }))],
    ['a number of intervals', itemOf(priceOf(2000, { interval_count: 5000 }))],
    ['what it is of', itemOf(priceOf(2000), { price: null })],
    ['packages', itemOf(priceOf(2000, { transform_quantity: { divide_by: 0, round: 'up' } }))],
  ])('is not said where %s is illegible, and the rest is', (_, item) => {
    const translation = translate(updated({ items: itemsOf(itemOf(priceOf(2000)), item) }));
    expect(translation).toMatchObject({ rejected: [{ path: 'data.object.items.data.1' }] });
    const [observation] = 'observations' in translation ? translation.observations : [];
    expect(observation?.set).toMatchObject({ customer: 'cus_1' });
    expect(observation?.set).not.toHaveProperty('mrr');
  });

  it.each([
    ['that is cut short', { ...itemsOf(itemOf(priceOf(2000))), has_more: true }],
    ['that is empty', itemsOf()],
    ['that is not there', undefined],
  ])('is not said of a list %s', (_, items) => {
    const translation = translate(updated({ items }));
    expect(translation).toMatchObject({ rejected: [{ path: 'data.object.items' }] });
    expect(translation).not.toHaveProperty('observations.0.set.mrr');
  });
});

describe('events of a subscription', () => {
  it('of one second stand by how far they are, in any order and doubled', () => {
    const bodies = [
      eventOf('customer.subscription.created', subscriptionOf({ status: 'incomplete' })),
      updated({ status: 'active' }),
      updated({ status: 'trialing' }),
    ];
    for (const order of [bodies, bodies.toReversed(), [...bodies, ...bodies]])
      expect(facts(...order)).toMatchObject({ mrr: '20' });
    const ended = eventOf(
      'customer.subscription.deleted',
      subscriptionOf({ status: 'canceled', ended_at: seconds(0) }),
    );
    for (const order of [
      [...bodies, ended],
      [ended, ...bodies],
    ])
      expect(facts(...order)).toMatchObject({ endedAt: at(0) });
  });

  it('of several seconds make the history, whenever they come', () => {
    const price = (unit: number, days: number) => updated({ items: itemsOf(itemOf(priceOf(unit))) }, days);
    const late = [price(5000, 9), price(2000, 0), price(3000, 4)];
    expect(recordsOf(late).get('subscription sub_1')?.history('mrr')).toEqual([
      { at: at(0), value: '20' },
      { at: at(4), value: '30' },
      { at: at(9), value: '50' },
    ]);
  });
});
