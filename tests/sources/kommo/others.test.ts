import { describe, expect, it } from 'vitest';
import { emailAlias } from '../../../lambdas/sources/aliases.ts';
import { firstReceivedAt } from '../records.ts';
import { hookOf, leadWith } from './fixture.ts';
import { formOf } from './form.ts';
import { factsIn, recordsOf, translate } from './records.ts';

const at = 1_790_000_100;
const instant = at * 1000;

const contact = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: '51',
  name: 'Estaleiro Norte',
  type: 'company',
  responsible_user_id: '77',
  updated_at: String(at),
  ...change,
});
const contactHook = (action: string, change: Record<string, unknown> = {}): string =>
  formOf({ contacts: { [action]: [contact(change)] } });

const person = {
  type: 'contact',
  custom_fields: [{ id: '9', code: 'EMAIL', values: [{ value: 'Ana@acme.example' }] }],
};

const sameOf = (body: string, settings: Parameters<typeof translate>[1]) => {
  const translation = translate(body, settings);
  return 'failed' in translation ? translation.failed : translation.observations.flatMap(({ same = [] }) => same);
};

describe('companies and contacts', () => {
  it('are customers as the source is configured, companies by default', () => {
    const bodies = [contactHook('add'), contactHook('add', { ...person, id: '52', name: 'Ana' })];
    expect(factsIn(bodies)).toEqual({ 'customer 51': { name: 'Estaleiro Norte', owner: '77' } });
    expect(factsIn(bodies, { customers: 'person' })).toEqual({ 'customer 52': { name: 'Ana', owner: '77' } });
  });

  it('are companies under the name of companies, whether or not that tells the type', () => {
    const companies = (action: string, type?: string) =>
      formOf({ companies: { [action]: [contact({ ...(type ? { type } : { type: '' }) })] } });
    for (const action of ['add', 'delete']) {
      expect(Object.keys(factsIn([companies(action)]))).toEqual(['customer 51']);
      expect(factsIn([companies(action)], { customers: 'person' })).toEqual({});
    }
    expect(factsIn([companies('add', 'contact')], { customers: 'person' })).toEqual({});
  });

  it('are the customers of the leads that they are tied to', () => {
    const linked_leads_id = { 900: { ID: '900' }, 901: { ID: '901' } };
    const records = factsIn([contactHook('update', { linked_leads_id }), hookOf('add', leadWith())]);
    expect(records['deal 900']).toMatchObject({ customer: '51', amount: '4800' });
    expect(records['lead 901']).toEqual({ customer: '51' });
    expect(factsIn([contactHook('update', { ...person, linked_leads_id })])).toEqual({});
  });

  it('are deleted and restored by the receipt, also where a deletion does not tell the type', () => {
    const gone = formOf({ contacts: { delete: [{ id: '51' }] } });
    expect(factsIn([contactHook('add'), gone])['customer 51']).toMatchObject({ deleted: true });
    expect(recordsOf([gone]).get('customer 51')?.saidAt).toBe(firstReceivedAt);
    expect(factsIn([contactHook('restore')])['customer 51']).toMatchObject({ name: 'Estaleiro Norte' });
    expect(factsIn([contactHook('delete', { type: 'contact' })])).toEqual({});
  });

  it('take their own fields from the configuration', () => {
    const custom_fields = [
      { id: '61', values: [{ value: 'Sul' }] },
      { id: '62', values: [String(at)] },
    ];
    const fields = { customer: { region: 'custom:61', since: 'custom:62' } };
    expect(factsIn([contactHook('add', { custom_fields })], { fields })['customer 51']).toMatchObject({
      region: 'Sul',
      since: instant,
    });
  });

  it('are called elsewhere what the configuration says, and persons have an address', () => {
    const byCode = { customers: 'person', byEmail: true } as const;
    expect(sameOf(contactHook('add', person), byCode)).toEqual([emailAlias('ana@acme.example')]);
    expect(sameOf(contactHook('add', person), { byEmail: true })).toEqual([]);
    const identity = { customer: 'custom:9' };
    const custom_fields = [{ id: '9', values: [{ value: 'cus_7' }] }];
    const authority = { customer: 'stripe' };
    expect(sameOf(contactHook('add', { custom_fields }), { identity, authority })).toEqual(['stripe:cus_7']);
  });
});

const incoming = (change: Record<string, unknown> = {}): string =>
  formOf({
    unsorted: {
      add: [{ uid: 'u1', category: 'mail', created_at: String(at), data: { leads: [{ name: 'Ana' }] }, ...change }],
    },
  });
const decision = (action: string, result: Record<string, unknown>): string =>
  formOf({ unsorted: { delete: [{ uid: 'u1', action, ...result }] } });

describe('an incoming lead', () => {
  it('is a lead, by the id that it will have where that is known', () => {
    expect(factsIn([incoming({ lead_id: '900' })])).toEqual({
      'lead 900': { name: 'Ana', createdAt: instant, source: 'mail' },
    });
  });

  it('is the lead that it became, once it is accepted, in whatever order that is heard', () => {
    const bodies = [incoming(), decision('accept', { accept_result: { leads: ['900'] } }), hookOf('add', leadWith())];
    for (const order of [bodies, [...bodies].reverse()]) {
      const records = recordsOf(order);
      expect(records.get('lead u1')?.mergedInto).toBe('900');
      expect([...records.keys()].sort()).toEqual(['deal 900', 'lead 900', 'lead u1']);
    }
  });

  it('leaves its source to the lead that it became, where the acceptance tells it', () => {
    const acceptance = decision('accept', { accept_result: { leads: ['900'] }, category: 'forms' });
    const bodies = [incoming({ category: 'forms' }), acceptance, hookOf('add', leadWith())];
    // When it came is not copied: the lead's own hooks tell that time after time.
    for (const order of [bodies, bodies.toReversed()])
      expect(factsIn(order)['lead 900']).toMatchObject({ source: 'forms', createdAt: 1_790_000_000_000 });
    expect(factsIn([decision('accept', { accept_result: { leads: ['900'] } })])).toEqual({ 'lead u1': {} });
    const fields = { lead: { source: 'custom:501' } };
    for (const order of [bodies, bodies.toReversed()])
      expect(factsIn(order, { fields })['lead 900']).toMatchObject({ source: 'feira' });
  });

  it('that is declined is the lead that the decision names, before it is its own', () => {
    const declined = decision('decline', { lead_id: '900' });
    expect(factsIn([incoming({ lead_id: '900' }), declined])).toEqual({
      'lead 900': { name: 'Ana', createdAt: instant, source: 'mail', disqualifiedAt: firstReceivedAt },
    });
    expect(Object.keys(factsIn([decision('decline', { data: { leads: [{ id: '901' }] } })]))).toEqual(['lead 901']);
  });

  it('is disqualified when it is declined, as of the receipt', () => {
    const leads = { decline_result: { leads: ['900'] } };
    expect(factsIn([decision('decline', leads)])).toEqual({ 'lead 900': { disqualifiedAt: firstReceivedAt } });
    expect(factsIn([incoming(), decision('decline', {})])['lead u1']).toMatchObject({
      disqualifiedAt: firstReceivedAt,
    });
  });

  it('that is deleted for another reason says nothing', () => {
    expect(factsIn([decision('merge', {})])).toEqual({});
  });
});

describe('a task of a lead', () => {
  const task = (action: string, change: Record<string, unknown> = {}): string =>
    formOf({
      task: {
        [action]: [
          {
            id: '5',
            element_id: '900',
            element_type: '2',
            status: '0',
            updated_at: String(at),
            complete_before: String(at + 60),
            ...change,
          },
        ],
      },
    });

  it('is the next follow-up until it is done', () => {
    const done = task('update', { status: '1', updated_at: String(at + 1) });
    expect(factsIn([task('add')])).toEqual({ 'lead 900': { nextFollowUpAt: instant + 60_000 } });
    expect(factsIn([done, task('add')])).toEqual({ 'lead 900': { nextFollowUpAt: null } });
    expect(factsIn([task('add'), task('delete')])).toEqual({ 'lead 900': { nextFollowUpAt: null } });
  });

  it('that tells no time is over when it is done, and otherwise leaves the follow-up as it was', () => {
    const silent = task('update', { complete_before: '', updated_at: String(at + 1) });
    expect(factsIn([task('add'), silent])).toEqual({ 'lead 900': { nextFollowUpAt: instant + 60_000 } });
    const done = task('update', { complete_before: '', status: '1', updated_at: String(at + 1) });
    expect(factsIn([task('add'), done])).toEqual({ 'lead 900': { nextFollowUpAt: null } });
  });

  it('may say so in words', () => {
    expect(factsIn([task('add', { element_type: 'lead' })])).toEqual({
      'lead 900': { nextFollowUpAt: instant + 60_000 },
    });
  });

  it('of anything else says nothing', () => {
    expect(factsIn([task('add', { element_type: '1' })])).toEqual({});
    expect(factsIn([task('add', { element_type: 'contact' })])).toEqual({});
  });
});
