import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { salesforce } from '../../../lambdas/sources/salesforce/index.ts';
import { type Facts, firstReceivedAt } from '../records.ts';
import { describePayloads, payload, payloads } from '../shared.ts';
import { factsIn, recordsOf, translate } from './records.ts';

/** What each real payload says, read off it by hand. */
interface Sample {
  readonly records: Readonly<Record<string, Facts>>;
  /** The instant for which it is said; absent where nothing is. */
  readonly at?: number;
  readonly timeless?: true;
}

const answer = 'ack.xml';

const samples: Readonly<Record<string, Sample>> = {
  'outbound-opportunity-full.xml': {
    at: Date.parse('2020-05-09T03:04:32Z'),
    records: {
      'deal 0065w000023STAmAAO': {
        name: 'Backpackers, Inc. (Sample)',
        createdAt: Date.parse('2020-05-08T13:40:22Z'),
        stage: 'Negotiation/Review',
        amount: '45000',
        owner: '0055w00000BhqR0AAJ',
        source: 'External Referral',
        customer: '0015w00002BFDeLAAX',
        outcome: 'open',
        closedAt: null,
        expectedCloseAt: Date.parse('2020-07-11T00:00:00Z'),
      },
    },
  },
  // No field that tells a time was selected.
  'outbound-opportunity-minimal.xml': {
    at: firstReceivedAt,
    timeless: true,
    records: {
      'deal 0067F000003pmdWQAQ': {
        name: 'Express Logistics SLA',
        stage: 'Perception Analysis',
        amount: '120000',
        source: 'Phone Inquiry',
        customer: '0017F000007ydJmQAI',
        outcome: 'open',
        closedAt: null,
        expectedCloseAt: Date.parse('2017-04-03T00:00:00Z'),
      },
    },
  },
  'change-event.json': {
    at: 1501010206653,
    records: { 'customer <record_ID>': { name: 'Acme', owner: '<Owner_ID>' } },
  },
  'platform-event.json': { records: {} },
};

describePayloads('the real payloads', () => {
  it('are all here', () => {
    expect(readdirSync(payloads('salesforce')).sort()).toEqual([answer, ...Object.keys(samples)].sort());
  });

  it.each(Object.entries(samples))('%s', (name, { records, at, timeless = false }) => {
    const body = payload(`salesforce/${name}`);
    expect(factsIn([body])).toEqual(records);
    for (const record of recordsOf([body]).values()) expect(record.saidAt).toBe(at);
    expect(salesforce.timeless({ body, headers: {} })).toBe(timeless);
  });

  it('say what the configuration gives names to', () => {
    const fields = { deal: { 'custom.followUp': 'custom:Follow_Up__c', 'custom.quarter': 'custom:FiscalQuarter' } };
    expect(factsIn([payload('salesforce/outbound-opportunity-full.xml')], { fields })).toMatchObject({
      'deal 0065w000023STAmAAO': { 'custom.followUp': 'false', 'custom.quarter': '3' },
    });
  });

  it('are the contact’s where persons are the customers', () => {
    const body = payload('salesforce/outbound-opportunity-full.xml');
    expect(factsIn([body], { customers: 'person' })).toMatchObject({
      'deal 0065w000023STAmAAO': { customer: '0035w000035gg9GAAQ' },
    });
  });

  it('are taken from the organisation that is configured only', () => {
    const body = payload('salesforce/outbound-opportunity-full.xml');
    for (const account of ['00D5w000004qGTO', '00D5w000004qGTOEA2'])
      expect(translate(body, { account })).toHaveProperty('observations');
    expect(translate(body, { account: '00D7F00000107Xs' })).toEqual({
      failed: expect.stringMatching(/^wrongAccount: /),
      wrongAccount: true,
    });
  });

  it('are acknowledged by exactly what Salesforce wants to read', () => {
    expect(salesforce.acknowledgement).toEqual({
      contentType: 'text/xml; charset=utf-8',
      body: payload(`salesforce/${answer}`).toString(),
    });
    expect(translate(payload(`salesforce/${answer}`))).toHaveProperty('failed');
  });
});
