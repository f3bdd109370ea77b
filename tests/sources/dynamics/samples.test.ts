import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dynamics } from '../../../lambdas/sources/dynamics/index.ts';
import type { Facts } from '../records.ts';
import { describePayloads, payload, payloads } from '../shared.ts';
import { contextWith, dealId } from './context.ts';
import { factsIn, recordsOf, translate } from './records.ts';

const contact = 'customer 6d81597f-0f9f-e711-8122-000d3aa2331c';
const person = { customers: 'person' } as const;

describePayloads('the real payloads', () => {
  it('are all here', () => {
    expect(readdirSync(payloads('dataverse')).sort()).toEqual(['attribute-types.fragment.json', 'update-contact.json']);
  });

  it('update-contact.json: a customer where persons are customers, at the time of its own column', () => {
    const body = payload('dataverse/update-contact.json');
    expect(factsIn([body], person)).toEqual({ [contact]: { name: 'James Glynn (sample)' } });
    expect(recordsOf([body], person).get(contact)?.saidAt).toBe(1506384247000);
    expect(dynamics.timeless({ body, headers: {} })).toBe(false);
  });

  it('update-contact.json: nothing where companies are, and not of another organisation', () => {
    const body = payload('dataverse/update-contact.json');
    expect(factsIn([body])).toEqual({});
    expect(translate(body, { account: dealId })).toEqual({
      failed: expect.stringMatching(/^wrongAccount: /),
      wrongAccount: true,
    });
    expect(translate(body, { account: '4EF5B371-E89E-E711-8122-000D3AA2331C' })).toHaveProperty('observations');
  });

  it('attribute-types.fragment.json: only a part, which fails; in a whole context every type is read', () => {
    const text = payload('dataverse/attribute-types.fragment.json').toString();
    expect(translate(text)).toEqual({ failed: expect.stringContaining('RemoteExecutionContext') });
    const target = { ...JSON.parse(text), LogicalName: 'opportunity', Id: dealId };
    const body = JSON.stringify(contextWith({ parameters: { Target: target }, at: 1608015600000 }));
    const columns = {
      amount: 'albxrm_currency',
      source: 'albxrm_optionset',
      'custom.several': 'albxrm_multiselectoptionset',
      cost: 'albxrm_float',
      customer: 'albxrm_customer',
      expectedCloseAt: 'albxrm_dateandtime',
      'custom.zone': 'timezoneruleversionnumber',
      'custom.behalf': 'modifiedonbehalfby',
    };
    const deal = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, `custom:${column}`]));
    const labels = { '083081E1-0737-EB11-BF68-0022489B563D': 'all' };
    const expected: Facts = {
      amount: '2154.32',
      source: '257760001',
      'custom.several': '257760001;257760002',
      cost: '2365.12',
      customer: 'ad6b3f4b-1be7-e611-8101-e0071b6af231',
      expectedCloseAt: 1608015600000,
      'custom.zone': '0',
      'custom.behalf': null,
      createdAt: 1608007658000,
      currency: 'ALL',
    };
    expect(factsIn([body], { fields: { deal }, labels })).toEqual({ [`deal ${dealId}`]: expected });
  });
});
