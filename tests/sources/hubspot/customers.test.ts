import { describe, expect, it } from 'vitest';
import { emailAlias } from '../../../lambdas/sources/aliases.ts';
import { at, bodyOf, creationOf, type Event, propertyOf } from './events.ts';
import { company, factsOf, person, recordsOf } from './records.ts';

type Kind = 'company' | 'contact';

const stageOf = (kind: Kind, value: string, second: number): Event => propertyOf(kind, 'lifecyclestage', value, second);

describe.each([
  ['company', 'company', company],
  ['contact', 'person', person],
] as const)('a %s', (kind, customers, customer) => {
  const facts = (events: readonly Event[], stages = {}) => customer(events, { customers, stages });
  const stage = (value: string, second: number) => stageOf(kind, value, second);

  it('is an active customer from when its lifecycle stage says so', () => {
    expect(facts([stage('customer', 5)])).toEqual({ status: 'active', since: at(5), until: null });
    expect(facts([stage('88', 5)], { won: ['88'] })).toEqual({ status: 'active', since: at(5), until: null });
  });

  it.each(['subscriber', 'lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', ''])(
    'is none, or no longer, in the stage %j',
    (value) => {
      expect(facts([stage(value, 5)])).toEqual({ status: null, since: null, until: null });
      expect(facts([stage('customer', 1), stage(value, 5)])).toEqual({ status: null, since: null, until: null });
    },
  );

  it.each(['other', '99'])('keeps what was said of it in the stage %s', (value) => {
    expect(facts([stage(value, 5)])).toBeUndefined();
    expect(facts([stage('customer', 1), stage(value, 5)])).toMatchObject({ status: 'active', since: at(1) });
  });

  it('is still a customer when it speaks for the company, of whom the beginning is not told', () => {
    expect(facts([stage('evangelist', 5)])).toEqual({ status: 'active', until: null });
    expect(facts([stage('customer', 1), stage('evangelist', 5)])).toMatchObject({ status: 'active', since: at(1) });
  });

  it('has left in a stage that the configuration names for that, and may come back', () => {
    const left = [stage('customer', 1), stage('77', 5)];
    expect(facts(left, { lost: ['77'] })).toEqual({ status: 'ended', since: at(1), until: at(5) });
    expect(facts([...left, stage('customer', 9)], { lost: ['77'] })).toEqual({
      status: 'active',
      since: at(9),
      until: null,
    });
  });

  it('stands whole where its stage was emptied in the same millisecond, in either order', () => {
    const both = [stage('', 5), stage('customer', 5)];
    for (const events of [both, both.toReversed()])
      expect(facts(events)).toEqual({ status: 'active', since: at(5), until: null });
  });

  it('is what other properties say of it', () => {
    const events = [
      propertyOf(kind, 'hubspot_owner_id', '12', 1),
      propertyOf(kind, 'hs_analytics_source', 'REFERRALS', 1),
      propertyOf(kind, 'industry', 'RETAIL', 1),
      propertyOf(kind, 'name', 'Acme', 1),
    ];
    expect(facts(events)).toEqual({ owner: '12', source: 'REFERRALS', industry: 'RETAIL', name: 'Acme' });
  });

  it('is not told by its creation', () => {
    expect(facts([creationOf(kind)])).toBeUndefined();
  });
});

describe('which of them are customers', () => {
  const events = [stageOf('company', 'customer', 5), stageOf('contact', 'customer', 6)];

  it('is what the configuration says', () => {
    expect(Object.keys(factsOf(events, { customers: 'company' }))).toEqual(['customer 600', 'lead 500']);
    expect(Object.keys(factsOf(events, { customers: 'person' }))).toEqual(['lead 500', 'customer 500']);
  });
});

describe('what a customer is called elsewhere', () => {
  const aliases = (events: readonly Event[], settings: Parameters<typeof recordsOf>[1]) =>
    [...recordsOf([bodyOf(...events)], settings)].map(([key, { same }]) => [key, same]);
  const email = propertyOf('contact', 'email', 'Ana@Acme.example');

  it('is the hash of the address of a person, and not the address', () => {
    const settings = { customers: 'person', byEmail: true } as const;
    expect(aliases([email], settings)).toEqual([['customer 500', [emailAlias('ana@acme.example')]]]);
    expect(JSON.stringify(factsOf([email], settings))).not.toMatch(/acme/i);
    expect(factsOf([email], { customers: 'person' })).toEqual({});
    expect(factsOf([propertyOf('contact', 'email', '')], settings)).toEqual({});
    expect(factsOf([propertyOf('company', 'email', 'a@b.example')], { byEmail: true })).toEqual({});
  });

  it.each(['billing_ref', 'properties.billing_ref'])('is what the property %s holds', (path) => {
    const settings = { identity: { customer: path }, authority: { customer: 'hubspot' } } as const;
    expect(aliases([propertyOf('company', 'billing_ref', '42')], settings)).toEqual([['customer 600', ['hubspot:42']]]);
    expect(aliases([propertyOf('company', 'billing_re', '42')], settings)).toEqual([]);
    expect(aliases([propertyOf('company', 'billing_ref', '')], settings)).toEqual([]);
  });

  it('is said of whatever records the configuration names', () => {
    const settings = { identity: { deal: 'order_ref' }, authority: { deal: 'hubspot' } } as const;
    expect(aliases([propertyOf('deal', 'order_ref', '7')], settings)).toEqual([['deal 900', ['hubspot:7']]]);
  });
});
