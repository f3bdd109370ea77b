import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { SourceSettings } from '../../../lambdas/domain/workspaces/settings.ts';
import { emailAlias } from '../../../lambdas/sources/aliases.ts';
import { hubspot } from '../../../lambdas/sources/hubspot/index.ts';
import type { Facts } from '../records.ts';
import { describePayloads, payload, payloads } from '../shared.ts';
import { factsIn, recordsOf } from './records.ts';

/** What each real payload says, read off it by hand. */
interface Sample {
  /** Its `portalId`. */
  readonly account: string;
  readonly records: Readonly<Record<string, Facts>>;
  /** For each record the first instant for which something is said of it; `undefined` where all is for all time. */
  readonly at: Readonly<Record<string, number | undefined>>;
}

const samples: Readonly<Record<string, Sample>> = {
  'dealstage-change-2019.json': {
    account: '5799819',
    records: { 'deal 697680835': { stage: '1f4f1ec1-8174-49f3-a112-4eaa4748e38e', outcome: 'open', closedAt: null } },
    at: { 'deal 697680835': 1556094637139 },
  },
  // Its events have `eventType` where real ones have `subscriptionType`.
  'docs-guide-array.json': {
    account: '33',
    records: { 'lead 1246965': { convertedAt: null }, 'lead 1246978': { createdAt: 1462216307945 } },
    at: { 'lead 1246965': 1462216307945, 'lead 1246978': undefined },
  },
  'legacy-deal-ticket-batch.json': {
    account: '48975575',
    records: {
      'deal 332507367156': {
        createdAt: 1782371971992,
        amount: '2000',
        stage: 'qualifiedtobuy',
        outcome: 'open',
        closedAt: null,
        deleted: true,
      },
      'ticket 318514647758': { createdAt: 1782371973446 },
    },
    at: { 'deal 332507367156': 1782371972438, 'ticket 318514647758': undefined },
  },
  // The address of a contact, of which nothing is kept where companies are the customers.
  'object-propertyChange.json': { account: '247279312', records: {}, at: {} },
  'signature-v1-body.txt': {
    account: '62515',
    records: { 'lead 123': { createdAt: 1564113600000 } },
    at: { 'lead 123': undefined },
  },
};

const read = (name: string): Buffer => payload(`hubspot/${name}`);

describePayloads('the real payloads', () => {
  it('are all here', () => {
    expect(readdirSync(payloads('hubspot')).sort()).toEqual(Object.keys(samples).sort());
  });

  it.each(Object.entries(samples))('%s', (name, { account, records, at }) => {
    const body = read(name);
    const settings: Partial<SourceSettings> = { account };
    expect(factsIn([body], settings)).toEqual(records);
    const said = [...recordsOf([body], settings)].map(([key, record]) => [key, record.saidAt]);
    expect(Object.fromEntries(said)).toEqual(at);
    expect(hubspot.timeless({ body, headers: {} })).toBe(false);
  });

  it('tell of customers where the persons are', () => {
    const settings: Partial<SourceSettings> = { customers: 'person', byEmail: true };
    expect(factsIn([read('docs-guide-array.json')], settings)).toEqual({
      'lead 1246965': { convertedAt: null, customer: null },
      'customer 1246965': { status: null, since: null, until: null },
      'lead 1246978': { createdAt: 1462216307945 },
    });
    const tied = recordsOf([read('object-propertyChange.json')], settings);
    expect([...tied].map(([key, { same }]) => [key, same])).toEqual([
      ['customer 546500061938', [emailAlias('example@hubspot.com')]],
    ]);
    expect(factsIn([read('object-propertyChange.json')], settings)).toEqual({ 'customer 546500061938': {} });
  });

  it('say what the configuration gives names to', () => {
    const fields = { lead: { 'custom.address': 'custom:email' }, deal: { 'custom.worth': 'custom:amount' } };
    expect(factsIn([read('object-propertyChange.json')], { fields })).toEqual({
      'lead 546500061938': { 'custom.address': 'example@hubspot.com' },
    });
    expect(factsIn([read('legacy-deal-ticket-batch.json')], { fields })['deal 332507367156']).toMatchObject({
      amount: '2000',
      'custom.worth': '2000',
    });
  });
});
