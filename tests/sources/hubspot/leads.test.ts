import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, creationOf, type Event, propertyOf } from './events.ts';
import { factsOf, lead } from './records.ts';

const stage = (value: string, second: number): Event => propertyOf('contact', 'lifecyclestage', value, second);
const status = (value: string, second: number): Event => propertyOf('contact', 'hs_lead_status', value, second);

describe('a contact', () => {
  it('is a lead, and no customer where companies are', () => {
    const events = [
      creationOf('contact', 1),
      propertyOf('contact', 'hubspot_owner_id', '12', 2),
      propertyOf('contact', 'hs_analytics_source', 'ORGANIC_SEARCH', 2),
      stage('customer', 3),
    ];
    expect(factsOf(events)).toEqual({
      'lead 500': {
        createdAt: at(1),
        owner: '12',
        source: 'ORGANIC_SEARCH',
        qualifiedAt: at(3),
        convertedAt: at(3),
      },
    });
  });

  it('leaves neither its address nor its name', () => {
    const events = ['email', 'firstname', 'lastname', 'phone'].map((name) =>
      propertyOf('contact', name, 'ana@x.example'),
    );
    expect(factsOf(events, { byEmail: true })).toEqual({});
  });
});

describe('a qualification', () => {
  it.each(['marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer', 'evangelist'])(
    'is told by the lifecycle stage %s',
    (value) => {
      expect(lead([stage(value, 5)])).toMatchObject({ qualifiedAt: at(5) });
    },
  );

  it.each(['subscriber', 'lead', 'other', '88', ''])('is not told by the lifecycle stage %j', (value) => {
    expect(lead([stage(value, 5)]) ?? {}).not.toHaveProperty('qualifiedAt');
  });

  it('is told by the stages and statuses that the configuration names, and no others', () => {
    const settings = { stages: { qualified: ['88', 'CONNECTED'] } };
    expect(lead([stage('88', 5)], settings)).toMatchObject({ qualifiedAt: at(5) });
    expect(lead([status('CONNECTED', 5)], settings)).toMatchObject({ qualifiedAt: at(5) });
    expect(lead([status('NEW', 5)], settings)).not.toHaveProperty('qualifiedAt');
    expect(lead([stage('salesqualifiedlead', 5)], settings)).not.toHaveProperty('qualifiedAt');
    expect(lead([propertyOf('contact', 'jobtitle', 'CONNECTED', 5)], settings)).toBeUndefined();
  });

  it('is the first, whatever came after and in whatever order', () => {
    const events = [
      stage('lead', 1),
      stage('marketingqualifiedlead', 5),
      stage('', 6),
      stage('lead', 6),
      stage('salesqualifiedlead', 1000),
      stage('customer', 2000),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (disorder) => {
        expect(lead(disorder)).toMatchObject({ qualifiedAt: at(5), convertedAt: at(2000) });
      }),
    );
  });
});

describe('a conversion', () => {
  it('is when the contact became a customer', () => {
    expect(lead([stage('opportunity', 5), stage('customer', 9)])).toMatchObject({ convertedAt: at(9) });
    expect(lead([stage('88', 9)], { stages: { won: ['88'] } })).toMatchObject({ convertedAt: at(9) });
  });

  it.each(['lead', 'opportunity', ''])('is taken back where the stage becomes %j', (value) => {
    expect(lead([stage('customer', 5), stage(value, 9)])).toMatchObject({ convertedAt: null });
  });

  it.each(['evangelist', 'other', '88'])('stays where the stage becomes %s', (value) => {
    expect(lead([stage('customer', 5), stage(value, 9)])).toMatchObject({ convertedAt: at(5) });
  });

  it('stands where the stage was emptied in the same millisecond, in either order', () => {
    const both = [stage('', 5), stage('customer', 5)];
    for (const events of [both, both.toReversed()]) expect(lead(events)).toMatchObject({ convertedAt: at(5) });
  });

  it('names the customer where the person is it', () => {
    expect(lead([stage('customer', 5)], { customers: 'person' })).toMatchObject({ customer: '500' });
    expect(lead([stage('customer', 5), stage('lead', 6)], { customers: 'person' })).toMatchObject({ customer: null });
    expect(lead([stage('customer', 5)])).not.toHaveProperty('customer');
  });
});

describe('a disqualification', () => {
  it('is told by the status, and taken back by any other', () => {
    expect(lead([status('UNQUALIFIED', 5)])).toEqual({ disqualifiedAt: at(5) });
    expect(lead([status('BAD_FIT', 5)], { stages: { lost: ['BAD_FIT'] } })).toEqual({ disqualifiedAt: at(5) });
    for (const value of ['IN_PROGRESS', ''])
      expect(lead([status('UNQUALIFIED', 5), status(value, 6)])).toEqual({ disqualifiedAt: null });
  });
});
