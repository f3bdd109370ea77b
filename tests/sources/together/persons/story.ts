import type { Event } from '../../hubspot/events.ts';
import * as hubspot from '../hubspot.ts';
import type { Sending } from '../sending.ts';
import * as stripe from '../stripe.ts';
import * as zendesk from '../zendesk.ts';

/**
 * A company that sells to persons, in July and August 2026. All that makes them one is their address.
 *
 * | customer | CRM      | billing              | desk | address                                                             |
 * |----------|----------|----------------------|------|---------------------------------------------------------------------|
 * | Ana      | 501      | cus_ana              | 8001 | in capitals in billing                                              |
 * | Bo       | 502      | cus_bo               |      |                                                                     |
 * | Cy       | 503      |                      | 8003 |                                                                     |
 * | Di       |          | cus_di, cus_di_again | 8004 | she gave it at each purchase                                        |
 * | Eve      | 505      |                      |      |                                                                     |
 * | Flo      |          | cus_flo              |      | one that nobody else knows                                          |
 * | Gus      | 507, 517 | cus_gus              | 8007 | that of 507, which is merged into 517, where he has another         |
 * | Hal      | 508      | cus_hal              |      | he changes it in billing                                            |
 * | Ivo      | 509      |                      |      | never becomes a customer                                            |
 * | Joy      | 510, 610 |                      |      | 510 is deleted, and she is made anew with the same                  |
 * | Kim      | 511      | cus_kim              |      | asks the CRM to be forgotten, and goes on paying                    |
 *
 * Somebody of whom the desk told nothing, 8099, asks something, too.
 */
export const sources = [
  {
    id: 'hubspot',
    system: 'hubspot',
    secrets: [hubspot.secret],
    account: '7700',
    customers: 'person',
    stages: { lost: ['1188001'] },
    fields: { customer: { region: 'custom:country' } },
  },
  { id: 'stripe', system: 'stripe', secrets: [stripe.secret] },
  { id: 'zendesk', system: 'zendesk', secrets: [zendesk.secret], account: '4400', customers: 'person' },
];

export const tied = { identity: { by: ['email'] }, authority: { customer: 'hubspot' } };

const addressOf = (name: string): string => `${name}@mar.example`;

/** A lead from a day on, and from another, if ever, a customer. */
const contact = (id: number, day: string, country: string, owner: string, since?: string): Event[] => [
  ...hubspot.made('contact', id, day, { country, hubspot_owner_id: owner }),
  ...(since ? hubspot.changed('contact', id, since, { lifecyclestage: 'customer' }) : []),
];

const contacts: readonly Event[] = [
  ...contact(501, '06-02', 'north', '9101', '06-10'),
  ...contact(502, '07-01', 'north', '9102', '07-04'),
  ...contact(503, '06-03', 'south', '9101', '06-15'),
  ...contact(505, '06-04', 'south', '9102', '06-18'),
  ...hubspot.changed('contact', 505, '08-09', { lifecyclestage: '1188001' }),
  ...contact(507, '06-01', 'south', '9101', '06-05'),
  ...contact(517, '06-06', 'islands', '9103', '06-06'),
  hubspot.merged('contact', 507, 517, '07-20'),
  ...contact(508, '06-05', 'north', '9101', '06-20'),
  ...contact(509, '07-15', 'north', '9101'),
  ...contact(510, '06-04', 'south', '9101', '06-10'),
  hubspot.deleted('contact', 510, '06-25'),
  ...contact(610, '06-28', 'islands', '9103', '06-28'),
  ...contact(511, '06-02', 'north', '9101', '06-10'),
  ...hubspot.forgotten(511, '07-12'),
];

const addresses: readonly Event[] = [
  [501, 'ana', '06-02'] as const,
  [502, 'bo', '07-01'] as const,
  [503, 'cy', '06-03'] as const,
  [505, 'eve', '06-04'] as const,
  [507, 'gus', '06-01'] as const,
  [517, 'gustavo', '06-06'] as const,
  [508, 'hal', '06-05'] as const,
  [509, 'ivo', '07-15'] as const,
  [510, 'joy', '06-04'] as const,
  [610, 'joy', '06-28'] as const,
  [511, 'kim', '06-02'] as const,
].flatMap(([id, name, day]) => hubspot.changed('contact', id, day, { email: addressOf(name) }));

/** Who pays by the year from a day on. */
const payer = (name: string, from: string, email = addressOf(name)): Sending[] => [
  stripe.known(`cus_${name}`, from, { email }),
  stripe.begins({ id: `sub_${name}`, customer: `cus_${name}`, from, months: 12 }, 120),
];

const leaves = (name: string, from: string, day: string): Sending =>
  stripe.ends({ id: `sub_${name}`, customer: `cus_${name}`, from, months: 12 }, day, 120, 'unused');

const buys = (name: string, day: string, euros: number): Sending[] =>
  stripe.pays({ id: `in_${name}_${day}`, customer: `cus_${name}`, day, euros });

const billing: readonly Sending[] = [
  ...payer('ana', '06-10', ' ANA@Mar.Example'),
  ...buys('ana', '07-10', 20),
  ...payer('bo', '07-04'),
  ...buys('bo', '07-04', 30),
  ...payer('di', '05-30'),
  ...payer('di_again', '07-10', addressOf('di')),
  ...buys('di_again', '07-10', 15),
  ...payer('flo', '06-01'),
  leaves('flo', '06-01', '08-20'),
  ...payer('gus', '06-05'),
  ...buys('gus', '07-05', 25),
  ...buys('gus', '08-05', 25),
  ...payer('hal', '06-20'),
  ...payer('kim', '06-10'),
  stripe.known('cus_hal', '07-02', { email: 'hal@lua.example' }, 'updated'),
  leaves('hal', '06-20', '07-28'),
];

const desk: readonly Sending[] = [
  zendesk.user('8001', '06-02', addressOf('ana')),
  zendesk.user('8003', '06-03', addressOf('cy')),
  zendesk.user('8004', '06-04', addressOf('di')),
  zendesk.user('8007', '06-07', addressOf('gus')),
  ...zendesk.ticket('201', '07-05', { requester: '8001' }, ['answered', '07-05T12:00'], ['rated', '07-06', 'GOOD']),
  ...zendesk.ticket('202', '07-09', { requester: '8003' }, ['answered', '07-09T10:00'], ['rated', '07-10', 'BAD']),
  ...zendesk.ticket('203', '08-02', { requester: '8004' }, ['answered', '08-02T11:00']),
  ...zendesk.ticket('204', '08-10', { requester: '8007' }, ['answered', '08-10T15:00'], ['rated', '08-11', 'GOOD']),
  ...zendesk.ticket('205', '08-15', { requester: '8099' }),
];

/** Whom no address ties to a customer of another system: Eve, Ivo and Joy; Flo, and Kim, whom the CRM forgot. */
export const alone = {
  hubspot: ['hubspot:customer:505', 'hubspot:customer:509', 'hubspot:customer:610'],
  stripe: ['stripe:customer:cus_flo', 'stripe:customer:cus_kim'],
};

export const told: readonly Sending[] = [
  ...hubspot.sent(contacts),
  ...hubspot.sent(addresses, true),
  ...billing,
  ...desk,
];
