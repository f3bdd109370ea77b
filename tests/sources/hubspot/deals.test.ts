import { describe, expect, it } from 'vitest';
import { at, bodyOf, creationOf, type Event, propertyOf } from './events.ts';
import { deal, recordsOf, translate } from './records.ts';

const stage = (value: string, second: number, change: Event = {}): Event =>
  propertyOf('deal', 'dealstage', value, second, change);
const moves = (...of: readonly (readonly [string, number])[]): Event[] =>
  of.map(([value, second]) => stage(value, second));
const history = (field: string, events: readonly Event[], settings = {}) =>
  recordsOf([bodyOf(...events)], settings)
    .get('deal 900')
    ?.history(field);

describe('the stages of a deal', () => {
  it('are what it moved to, from then on', () => {
    expect(history('stage', moves(['appointmentscheduled', 0], ['qualifiedtobuy', 50]))).toEqual([
      { at: at(0), value: 'appointmentscheduled' },
      { at: at(50), value: 'qualifiedtobuy' },
    ]);
    expect(deal(moves(['appointmentscheduled', 0]))).toEqual({
      stage: 'appointmentscheduled',
      outcome: 'open',
      closedAt: null,
    });
  });

  it('are those of an open deal only', () => {
    for (const closing of ['closedwon', 'closedlost', '88', '89'])
      expect(deal(moves([closing, 0]), { stages: { won: ['88'], lost: ['89'] } })).not.toHaveProperty('stage');
  });

  it('end where the stage is emptied', () => {
    expect(deal(moves(['qualifiedtobuy', 0], ['', 50]))).toMatchObject({ stage: null, outcome: 'open' });
  });
});

describe('a closing', () => {
  it.each([
    ['closedwon', 'won'],
    ['closedlost', 'lost'],
    ['88', 'won'],
    ['89', 'lost'],
  ])('in %s is %s, at the instant of the move', (closing, outcome) => {
    expect(deal(moves(['qualifiedtobuy', 0], [closing, 50]), { stages: { won: ['88'], lost: ['89'] } })).toEqual({
      stage: 'qualifiedtobuy',
      outcome,
      closedAt: at(50),
    });
  });

  it('is what the configuration says, also of stages that HubSpot begins with', () => {
    expect(deal(moves(['closedwon', 50]), { stages: { lost: ['closedwon'] } })).toMatchObject({ outcome: 'lost' });
  });

  it('is taken back when the deal is open again, and may come again', () => {
    const reopened = moves(['closedlost', 50], ['qualifiedtobuy', 70]);
    expect(deal(reopened)).toMatchObject({ outcome: 'open', stage: 'qualifiedtobuy', closedAt: null });
    expect(deal([...reopened, stage('closedwon', 90)])).toMatchObject({ outcome: 'won', closedAt: at(90) });
    expect(history('outcome', [...reopened, stage('closedwon', 90)])?.map(({ value }) => value)).toEqual([
      'lost',
      'open',
      'won',
    ]);
  });

  it.each([
    [['qualifiedtobuy', 'closedwon'], { outcome: 'won', closedAt: at(50) }],
    [['qualifiedtobuy', 'closedlost'], { outcome: 'lost', closedAt: at(50) }],
    [['closedlost', 'closedwon'], { outcome: 'won', closedAt: at(50) }],
  ])('of the same millisecond as %s stands whole, in either order', (values, expected) => {
    const both = values.map((value) => stage(value, 50));
    for (const events of [both, both.toReversed()]) expect(deal(events)).toMatchObject(expected);
  });

  it.each([
    ['hs_is_closed_won', 'won'],
    ['hs_is_closed_lost', 'lost'],
  ])('is told by %s, where the stage is one of the account and not configured', (name, outcome) => {
    const flag = (value: string, second: number) => propertyOf('deal', name, value, second);
    expect(deal([stage('7c2e', 50), flag('true', 51)])).toMatchObject({ outcome, closedAt: at(51) });
    for (const events of [
      [stage('7c2e', 50), flag('true', 50)],
      [flag('true', 50), stage('7c2e', 50)],
    ])
      expect(deal(events)).toMatchObject({ outcome, closedAt: at(50) });
  });

  it('is not told by what says that it was not won', () => {
    expect(deal([propertyOf('deal', 'hs_is_closed_won', 'false')])).toBeUndefined();
    expect(deal([stage('closedlost', 50), propertyOf('deal', 'hs_is_closed_won', 'false', 60)])).toMatchObject({
      outcome: 'lost',
      closedAt: at(50),
    });
  });

  it('is not told by the date that is planned for it', () => {
    const planned = propertyOf('deal', 'closedate', String(at(900)), 10);
    expect(deal([planned])).toEqual({ expectedCloseAt: at(900) });
    expect(deal([planned, stage('closedwon', 50)])).toMatchObject({ closedAt: at(50), expectedCloseAt: at(900) });
  });
});

describe('what else is said of a deal', () => {
  it('is when it was made', () => {
    expect(deal([creationOf('deal', 3)])).toEqual({ createdAt: at(3) });
  });

  it.each([2, 3, 4])(
    'is the date that somebody set for that, told at second %d, in whatever order the two come',
    (second) => {
      const both = [creationOf('deal', 3), propertyOf('deal', 'createdate', String(at(-5000)), second)];
      for (const events of [both, both.toReversed()]) expect(deal(events)).toEqual({ createdAt: at(-5000) });
    },
  );

  it('is of a new customer, which HubSpot tells from an existing one and nothing more', () => {
    const type = (value: string, second: number) => propertyOf('deal', 'dealtype', value, second);
    expect(deal([type('newbusiness', 1)])).toEqual({ kind: 'new' });
    for (const value of ['existingbusiness', 'partner', ''])
      expect(deal([type('newbusiness', 1), type(value, 2)])).toEqual({ kind: null });
  });

  it.each([
    ['dealname', 'Três velas', { name: 'Três velas' }],
    ['amount', '1200.50', { amount: '1200.5' }],
    ['amount', '0', { amount: '0' }],
    ['deal_currency_code', 'brl', { currency: 'BRL' }],
    ['pipeline', 'default', { pipeline: 'default' }],
    ['hubspot_owner_id', '938348', { owner: '938348' }],
    ['closed_lost_reason', 'price', { lostReason: 'price' }],
    ['closedate', '2026-11-20T15:00:00Z', { expectedCloseAt: Date.parse('2026-11-20T15:00:00Z') }],
  ])('is %s %s', (name, value, expected) => {
    expect(deal([propertyOf('deal', name, value)])).toEqual(expected);
  });

  it.each([
    ['dealname', { name: null }],
    ['amount', { amount: null }],
    ['deal_currency_code', { currency: null }],
    ['hubspot_owner_id', { owner: null }],
    ['closedate', { expectedCloseAt: null }],
  ])('is nothing where %s is emptied', (name, expected) => {
    for (const empty of ['', null]) {
      const events = [propertyOf('deal', name, name === 'closedate' ? '1790000000000' : '7', 1)];
      expect(deal([...events, propertyOf('deal', name, empty, 2)])).toEqual(expected);
    }
  });

  it('is a date without a time from its beginning in the zone of the workspace', () => {
    const events = [propertyOf('deal', 'closedate', '2026-11-20')];
    expect(deal(events, { timeZone: 'America/Sao_Paulo' })).toEqual({
      expectedCloseAt: Date.parse('2026-11-20T03:00:00Z'),
    });
  });

  it.each([
    ['amount', 'a lot'],
    ['amount', '1e999'],
    ['closedate', 'soon'],
    ['closedate', '2026-02-30'],
    ['closedate', '99999999999999999999'],
    ['hubspot_owner_id', 'x'.repeat(201)],
  ])('is refused alone where it is illegible, and not quoted: %s %s', (name, value) => {
    const translation = translate(bodyOf(propertyOf('deal', name, value), stage('qualifiedtobuy', 5)));
    expect(translation).toMatchObject({ rejected: [{ index: 0, path: expect.stringMatching(/^0\.\w+$/) }] });
    expect(translation).toMatchObject({ observations: [{ set: { stage: 'qualifiedtobuy' } }] });
    expect(JSON.stringify(translation)).not.toContain(value);
  });

  it('has a history of amounts and owners', () => {
    const events = [propertyOf('deal', 'amount', '1', 1), propertyOf('deal', 'amount', '2', 2)];
    expect(history('amount', events)?.map(({ value }) => value)).toEqual(['1', '2']);
  });

  it('is nothing of properties that nothing is made of', () => {
    for (const name of ['hs_lastmodifieddate', 'constructor', '__proto__', 'toString'])
      expect(deal([propertyOf('deal', name, 'x')])).toBeUndefined();
  });
});
