import type { Event } from '../../hubspot/events.ts';
import { changed, dealt, lost, made, merged, sent, won } from '../hubspot.ts';

/** What the CRM tells of the company: its customers, leads and deals. */

const [ana, ben, cleo] = ['9101', '9102', '9103'];

const former = '1188001';

/** A customer since a day, as somebody who sells sees it: whether it pays is known elsewhere. */
const customer = (id: number, day: string, owner: string, industry: string, country: string): Event[] =>
  changed('company', id, day, {
    name: `Company ${id}`,
    hubspot_owner_id: owner,
    industry,
    country,
    lifecyclestage: 'customer',
  });

const customers: readonly Event[] = [
  ...customer(6001, '06-03', ana, 'sailing', 'north'),
  ...changed('company', 6001, '08-10', { hubspot_owner_id: ben }),
  ...customer(6002, '06-04', ben, 'fishing', 'north'),
  // A customer to the CRM before it pays, and for ever.
  ...customer(6003, '06-20', cleo, 'sailing', 'south'),
  ...changed('company', 6003, '08-24', { why_lost: 'price' }),
  ...customer(6004, '06-12', ana, 'fishing', 'south'),
  ...customer(6005, '06-08', ana, 'diving', 'south'),
  ...customer(6015, '06-09', cleo, 'sailing', 'islands'),
  merged('company', 6005, 6015, '08-12'),
  ...customer(6007, '06-15', ben, 'diving', 'south'),
  ...changed('company', 6007, '09-18', { lifecyclestage: former }),
  ...customer(6010, '08-09', ana, 'diving', 'north'),
  ...customer(6011, '07-15', cleo, 'fishing', 'islands'),
  ...customer(6012, '06-16', ben, 'diving', 'south'),
];

const deals: readonly Event[] = [
  ...dealt(9001, '06-20', ana, 900, ['COMPANY', 6001]),
  ...won(9001, '07-08'),
  ...dealt(9002, '06-25', cleo, 1200, ['COMPANY', 6011]),
  ...won(9002, '07-15'),
  ...dealt(9003, '07-02', cleo, 400, ['COMPANY', 6003]),
  ...lost(9003, '07-30'),
  // August's, by a minute in Lisbon.
  ...dealt(9004, '07-10', ben, 2000, ['COMPANY', 6002]),
  ...won(9004, '08-31T22:59'),
  ...dealt(9005, '07-12', ana, 700, ['COMPANY', 6005]),
  ...won(9005, '08-20'),
  ...dealt(9006, '08-05', ana, 350, ['COMPANY', 6004]),
  ...lost(9006, '09-10'),
  ...dealt(9007, '08-25', ben, 500, ['COMPANY', 6012]),
  ...won(9007, '09-02'),
  ...dealt(9008, '09-12', ana, 650, ['COMPANY', 6010]),
  ...dealt(9009, '07-05', ben, 1000, ['COMPANY', 6007]),
  ...changed('deal', 9009, '09-20', { amount: '800' }),
  ...dealt(9010, '08-15', cleo, 300, null),
  ...lost(9010, '08-28'),
];

/** @param answered on a day with a time */
const lead = (id: number, day: string, source: string, answered: string | null, converted: string | null): Event[] => [
  ...made('contact', id, day, { hs_analytics_source: source, lifecyclestage: 'lead' }),
  ...(answered ? changed('contact', id, answered, { hs_first_outreach_date: `2026-${answered}:00Z` }) : []),
  ...(converted ? changed('contact', id, converted, { lifecyclestage: 'customer' }) : []),
];

const leads: readonly Event[] = [
  ...lead(501, '07-03', 'ORGANIC_SEARCH', '07-03T11:00', '07-15'),
  ...lead(502, '07-09', 'PAID_SEARCH', null, null),
  ...lead(503, '07-20', 'ORGANIC_SEARCH', '07-20T15:00', '08-09'),
  ...lead(504, '08-04', 'PAID_SEARCH', '08-05T15:00', null),
  ...lead(505, '08-11', 'ORGANIC_SEARCH', '08-11T10:00', '09-05'),
  ...lead(506, '09-07', 'PAID_SEARCH', '09-07T12:00', null),
];

export const crm = [...sent(customers), ...sent(deals), ...sent(leads)];
