import type { Sending } from '../sending.ts';
import { becomes, begins, credited, ends, exchanged, known, pays, refunded, type Subscription } from '../stripe.ts';

/** What billing tells of the company: who pays since when, what, and until when. */

/** @param crm what it is called in the CRM, where that is known */
const customer = (name: string, day: string, country: string, crm?: string): Sending =>
  known(`cus_${name}`, day, { address: { country }, ...(crm && { metadata: { crm_id: crm } }) });

const paysFor = (name: string, from: string, months = 1, which = ''): Subscription => ({
  id: `sub_${name}${which}`,
  customer: `cus_${name}`,
  from,
  months,
});

/** Orders of one customer: the days and euros of those that renew it. */
const renews = ({ id, customer: of }: Subscription, ...paid: [day: string, euros: number][]): Sending[] =>
  paid.flatMap(([day, euros]) =>
    pays({ id: `in_${id}_${day}`, customer: of, day, euros, subscription: id, reason: 'subscription_cycle' }),
  );

const starts = ({ id, customer: of, from }: Subscription, euros: number, change = {}): Sending[] =>
  pays({ id: `in_${id}`, customer: of, day: from, euros, subscription: id, reason: 'subscription_create', change });

const aurora = paysFor('aurora', '06-05');
const boreal = paysFor('boreal', '03-10', 6);
const calypso = paysFor('calypso', '07-05');
const egret = paysFor('egret', '03-01', 12);
const fathom = paysFor('fathom', '05-20');
const islet = paysFor('islet', '06-15', 12);
const jetty = paysFor('jetty', '07-10');
const kelp = paysFor('kelp', '07-15', 12);
const lagoon = paysFor('lagoon', '04-10');
const mistral = paysFor('mistral', '06-01', 12);
const lagoonAgain = paysFor('lagoon', '09-02', 1, '2');

const upgrade = { id: 'in_upgrade', customer: 'cus_aurora', day: '08-15', euros: 75, subscription: aurora.id };
const repair = { id: 'in_repair', customer: 'cus_egret', day: '07-20', euros: 300 };
/** Of a deal that is not won. */
const refit = {
  id: 'in_refit',
  customer: 'cus_boreal',
  day: '08-03',
  euros: 500,
  change: { metadata: { deal: 'crm:9009' } },
};
const buoy = { id: 'in_buoy', customer: 'cus_dorada', day: '08-11', euros: 120 };
/** A hundred dollars. */
const charts = { id: 'in_charts', customer: 'cus_islet', day: '08-12', euros: 100, change: { currency: 'usd' } };
const again = { id: 'in_again', customer: 'cus_lagoon', day: '09-02', euros: 60, subscription: lagoonAgain.id };
const free = { id: 'in_trial', customer: 'cus_jetty', day: '07-10', euros: 0, subscription: jetty.id };

const trial = { status: 'trialing', trial_end: Date.parse('2026-08-09T09:00:00Z') / 1000, latest_invoice: 'in_trial' };
const afterTrial = { ...trial, status: 'active', latest_invoice: `in_${jetty.id}_08-09` };

export const billing: readonly Sending[] = [
  customer('aurora', '06-05', 'PT', '6001'),
  begins(aurora, 100),
  ...starts(aurora, 100),
  ...renews(aurora, ['07-05', 100], ['08-05', 100], ['09-05', 250]),
  becomes(aurora, '08-15', 250),
  ...pays({ ...upgrade, reason: 'subscription_update', change: exchanged(75) }),

  customer('boreal', '03-10', 'PT'),
  known('cus_boreal', '06-30', { address: { country: 'PT' }, metadata: { crm_id: '6002' } }, 'updated'),
  begins(boreal, 2400),
  becomes(boreal, '08-20', 1200),
  ...renews(boreal, ['09-10', 1200]),
  ...pays(refit),

  customer('calypso', '07-05', 'ES'),
  begins(calypso, 50),
  ...starts(calypso, 50),
  ...renews(calypso, ['08-05', 50]),
  ends(calypso, '08-20', 50, 'too_expensive'),

  // Buys now and then, and subscribes to nothing: a customer because the CRM says so.
  customer('dorada', '06-12', 'PT', '6004'),
  ...pays(buoy),

  customer('egret', '03-01', 'PT', '6005'),
  begins(egret, 600),
  ...pays(repair),
  refunded(repair, '08-02'),

  customer('fathom', '05-20', 'PT'),
  begins(fathom, 30),
  ...renews(fathom, ['07-20', 30], ['08-20', 30]),
  ends(fathom, '09-05', 30, 'unused'),

  customer('islet', '06-15', 'ES', 'crm:6009'),
  begins(islet, 360),
  ...pays(charts),

  // Thirty days for nothing; what is paid first looks like a renewal.
  customer('jetty', '07-10', 'PT', '6010'),
  begins(jetty, 80, trial),
  ...pays({ ...free, reason: 'subscription_create' }),
  becomes(jetty, '08-09', 80, afterTrial, { status: 'trialing', latest_invoice: 'in_trial' }),
  ...renews(jetty, ['08-09', 80], ['09-09', 80]),

  // What it pays at first is what was won in the CRM.
  customer('kelp', '07-15', 'PT', '6011'),
  begins(kelp, 1200),
  ...starts(kelp, 1200, { metadata: { deal: 'crm:9002' } }),

  customer('lagoon', '04-10', 'ES', '6012'),
  begins(lagoon, 40),
  ...renews(lagoon, ['07-10', 40]),
  ends(lagoon, '07-25', 40, 'switched_service'),
  begins(lagoonAgain, 60),
  ...pays({ ...again, reason: 'subscription_create' }),
  credited({ ...again, reason: 'subscription_create' }, '09-06', 20),

  customer('mistral', '06-01', 'PT'),
  begins(mistral, 240),
  ends(mistral, '07-18', 240, null),
  known('cus_mistral', '07-18', {}, 'deleted'),
];
