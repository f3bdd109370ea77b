import * as hubspot from '../hubspot.ts';
import { on, type Sending, type System } from '../sending.ts';
import * as stripe from '../stripe.ts';
import * as zendesk from '../zendesk.ts';
import { billing } from './billing.ts';
import { crm } from './crm.ts';
import { desk } from './desk.ts';

/**
 * A company that sells to companies, from July to September 2026, as its CRM, its billing and its help desk tell of it.
 *
 * | customer | CRM        | billing     | desk | tied by                                                             |
 * |----------|------------|-------------|------|---------------------------------------------------------------------|
 * | Aurora   | 6001       | cus_aurora  | 7001 | the ids of the CRM in both                                          |
 * | Boreal   | 6002       | cus_boreal  | 7002 | a chain: billing names the CRM's, the desk names that of billing    |
 * | Calypso  | 6003       | cus_calypso |      | a posted observation, of the CRM's record                           |
 * | Dorada   | 6004       | cus_dorada  | 7004 | the id of the CRM, and a posted observation of the desk's record    |
 * | Egret    | 6005, 6015 | cus_egret   | 7005 | the id 6005, which is merged into 6015 after that; the desk's later |
 * | Fathom   |            | cus_fathom  |      | nothing: it says no id                                              |
 * | Galley   | 6007       |             |      |                                                                     |
 * | Harbor   |            |             | 7008 | nothing, and never was a customer                                   |
 * | Islet    | 6009       | cus_islet   | 7009 | both name 6009, of which the CRM never told anything                |
 * | Jetty    | 6010       | cus_jetty   | 7010 | the CRM's in billing, and a posted observation of the desk's        |
 * | Kelp     | 6011       | cus_kelp    |      | the id of the CRM, told when it is changed                          |
 * | Lagoon   | 6012       | cus_lagoon  | 7012 | the ids of the CRM in both                                          |
 * | Mistral  |            | cus_mistral |      | nothing; billing deletes it                                         |
 */

/** In `workspace.yaml`: their names sort otherwise than by who is the authority. */
export const sources = [
  {
    id: 'crm',
    system: 'hubspot',
    secrets: [hubspot.secret],
    account: '7700',
    stages: { lost: ['1188001'] },
    fields: {
      customer: { region: 'custom:country', churnReason: 'custom:why_lost' },
      lead: { respondedAt: 'custom:hs_first_outreach_date' },
    },
  },
  {
    id: 'billing',
    system: 'stripe',
    secrets: [stripe.secret],
    fields: { customer: { region: 'custom:address.country' }, order: { deal: 'custom:deal' } },
  },
  { id: 'desk', system: 'zendesk', secrets: [zendesk.secret], account: '4400' },
];

/** What makes them one. */
export const tied = {
  identity: { billing: { customer: 'metadata.crm_id' }, desk: { customer: 'external_id' } },
  authority: { customer: 'crm' },
};

const posted = (system: System, day: string, id: string, ...same: string[]): Sending => ({
  system,
  body: Buffer.from(JSON.stringify([{ record: 'customer', id, at: new Date(on(day)).toISOString(), same }])),
  ties: true,
});

export const ties: readonly Sending[] = [
  posted('crm', '07-06', '6003', 'billing:cus_calypso'),
  posted('desk', '07-21', '7004', 'crm:6004'),
  posted('desk', '09-15', '7010', 'billing:cus_jetty'),
];

/** Whom nothing ties to a customer of another system: Galley, Fathom and Harbor. */
export const alone = {
  crm: ['crm:customer:6007'],
  billing: ['billing:customer:cus_fathom'],
  desk: ['desk:customer:7008'],
};

export const told: readonly Sending[] = [...crm, ...billing, ...desk];
