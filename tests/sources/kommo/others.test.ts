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

  it('of anything else says nothing', () => {
    expect(factsIn([task('add', { element_type: '1' })])).toEqual({});
  });
});

describe('a message that comes in', () => {
  const message = (change: Record<string, unknown> = {}): string =>
    formOf({ message: { add: [{ id: 'm1', contact_id: '52', created_at: String(at), text: 'Olá', ...change }] } });

  it('is a reply of the contact, where contacts are the customers', () => {
    const translation = translate(message(), { customers: 'person' });
    expect(translation).toMatchObject({
      observations: [{ record: 'activity', id: 'm1', set: { at: instant, kind: 'reply', customer: '52' } }],
    });
    expect(JSON.stringify(translation)).not.toContain('Olá');
    expect(factsIn([message()])).toEqual({});
  });
});

describe('a message that goes out', () => {
  const message = (seconds: number, change: Record<string, unknown> = {}): string =>
    formOf({
      outgoing_message: {
        add: [
          { id: `m${seconds}`, entity_type: 'lead', entity_id: '900', created_at: String(at + seconds), ...change },
        ],
      },
    });

  it('is the first answer to a lead, if none went before it, in whatever order they come', () => {
    const bodies = [message(60), message(30), message(90)];
    for (const order of [bodies, [...bodies].reverse()])
      expect(factsIn(order)).toEqual({ 'lead 900': { respondedAt: instant + 30_000 } });
  });

  it('is none to anything else', () => {
    expect(factsIn([message(1, { entity_type: 'contact' })])).toEqual({});
  });
});
