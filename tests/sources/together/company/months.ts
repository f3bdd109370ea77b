import { count, days, type Expected, hours, mean, median, ratio, sum } from '../rows.ts';

/**
 * Written by hand from `crm.ts`, `billing.ts` and `desk.ts`, in the definitions of the KPIs. Days are
 * those of Lisbon, an hour before UTC.
 *
 * Customers at the start of July, 9: Aurora, Boreal, Egret, Fathom, Islet, Lagoon and Mistral, who pay; Dorada and Galley, of whom
 * the CRM says so. Calypso pays nothing yet, whatever the CRM says. In July Lagoon and Mistral leave; Calypso and Kelp come: 9. In
 * August Calypso leaves; Jetty comes, when its trial is over: 9. In September Fathom and Galley leave; Lagoon comes
 * back: 8. Of the 9 of the quarter's start Fathom, Galley and Mistral are gone at its end.
 *
 * Regions are the CRM's: north Aurora, Boreal, Jetty; south Calypso, Dorada, Galley, Lagoon; islands Egret (6015) and Kelp.
 * Of Fathom and Islet only billing tells any: PT and ES. Mistral is deleted, and has none. Owners: Ana has Aurora until 10 August, Dorada and Jetty; Ben
 * has Boreal, Galley, Lagoon and, from then on, Aurora; Cleo has Calypso, Egret and Kelp.
 *
 * Deals: 9001 (Aurora, 900) is won after 18 days, 9002 (Kelp, 1,200) after 20, 9004 (Boreal, 2,000) after 52 days, 13 hours
 * and 59 minutes, 9005 (Egret, 700) after 39, 9007 (Lagoon, 500) after 8; 9003 (Calypso) is lost after 28, 9006 (Dorada)
 * after 36, 9010 (nobody's) after 13; 9008 (Jetty, 650) and 9009 (Galley, 1,000, later 800) stay open.
 *
 * Orders, without tax. July: Aurora 100, Calypso 50, Egret 300, all of it given back later, so 0, Fathom 30, Lagoon 40; the
 * 1,200 of Kelp are the deal's. August: Aurora 100 and 75, Boreal 500, Calypso 50, Dorada 120, Fathom 30, Islet 100 dollars at 0.90,
 * Jetty 80. September: Aurora 250, Boreal 1,200, Jetty 80, Lagoon 60, of which 20 are given back.
 *
 * Tickets: July's are 101 to 104, first answered after 2, 8, 4 and 26 hours; August's 105 to 108, after 10, 6, 3 and 2;
 * September's 109 to 111, after 1 hour, never and 5. 112 is 111, and 113 is deleted.
 */
const [ana, ben, cleo] = ['9101', '9102', '9103'] as const;

const slowDeal = days(52) + hours(13) + 59 * 60;

const july: Expected = {
  period: '2026-07',
  kpis: {
    customerRetentionRate: ratio(7, 9),
    churnRate: ratio(2, 9),
    wonDeals: count(2),
    wonRevenue: sum(900 + 1200, 2),
    winRate: ratio(2, 3),
    // 9001 and 9002 were open at its start, 9003, 9004, 9005 and 9009 were made in it.
    closeRate: ratio(2, 6),
    salesCycle: median(days(19), 2),
    stageLength: median(days(20), 3),
    // 9004, 9005 and 9009.
    pipelineValue: sum(2000 + 700 + 1000, 3),
    // Deals 900 and 1,200; orders 100, 50, 0, 30 and 40.
    averagePurchaseValue: mean(2320, 7),
    leadConversionRate: ratio(2, 3),
    leadResponseTime: median(hours(4), 2),
    tickets: count(4),
    firstResponseTime: median(hours(6), 4),
    csat: ratio(1, 2),
  },
  companions: {
    averagePurchaseValue: { median: 50 },
    firstResponseTime: { mean: hours(10), unanswered: 0 },
    leadResponseTime: { answered: 2 / 3 },
  },
  segments: {
    churnRate: {
      region: {
        north: ratio(0, 2),
        south: ratio(1, 3),
        islands: ratio(0, 1),
        PT: ratio(0, 1),
        ES: ratio(0, 1),
        null: ratio(1, 1),
      },
      owner: { [ana]: ratio(0, 2), [ben]: ratio(1, 3), [cleo]: ratio(0, 1), null: ratio(1, 3) },
      // Why Fathom left is known by now, though it left later.
      reason: {
        switched_service: ratio(1, 1),
        cancellation_requested: ratio(1, 1),
        unused: ratio(0, 1),
        null: ratio(0, 6),
      },
    },
    wonRevenue: { region: { north: sum(900, 1), islands: sum(1200, 1) } },
    pipelineValue: { region: { north: sum(2000, 1), islands: sum(700, 1), south: sum(1000, 1) } },
    tickets: {
      region: { north: count(2), south: count(1), null: count(1) },
      industry: { sailing: count(1), fishing: count(2), null: count(1) },
    },
  },
};

const august: Expected = {
  period: '2026-08',
  kpis: {
    customerRetentionRate: ratio(8, 9),
    churnRate: ratio(1, 9),
    wonDeals: count(2),
    wonRevenue: sum(2000 + 700, 2),
    winRate: ratio(2, 3),
    // 9004, 9005 and 9009 were open at its start, 9006, 9007 and 9010 were made in it.
    closeRate: ratio(2, 6),
    salesCycle: median((slowDeal + days(39)) / 2, 2),
    stageLength: median(days(39), 3),
    // 9006, 9007 and 9009.
    pipelineValue: sum(350 + 500 + 1000, 3),
    // Deals 2,000 and 700; orders 100, 75, 500, 50, 120, 30, 90 and 80.
    averagePurchaseValue: mean(3745, 10),
    leadConversionRate: ratio(1, 2),
    leadResponseTime: median(hours(15.5), 2),
    tickets: count(4),
    firstResponseTime: median(hours(4.5), 4),
    // 103 and 106 are satisfied; 105 thought better of it.
    csat: ratio(2, 3),
  },
  companions: {
    // Of 90 and 100.
    averagePurchaseValue: { median: 95 },
    firstResponseTime: { unanswered: 0 },
    leadResponseTime: { within24h: 1 / 2 },
  },
  segments: {
    churnRate: {
      region: { north: ratio(0, 2), south: ratio(1, 3), islands: ratio(0, 2), PT: ratio(0, 1), ES: ratio(0, 1) },
      owner: { [ana]: ratio(0, 2), [ben]: ratio(0, 2), [cleo]: ratio(1, 3), null: ratio(0, 2) },
      // The CRM's word on Calypso stands before that of billing.
      reason: { price: ratio(1, 1), unused: ratio(0, 1), null: ratio(0, 7) },
    },
    wonRevenue: { region: { north: sum(2000, 1), islands: sum(700, 1) } },
    tickets: {
      region: { north: count(2), islands: count(1), ES: count(1) },
      industry: { sailing: count(3), null: count(1) },
    },
  },
};

const september: Expected = {
  period: '2026-09',
  kpis: {
    customerRetentionRate: ratio(7, 9),
    churnRate: ratio(2, 9),
    wonDeals: count(1),
    wonRevenue: sum(500, 1),
    winRate: ratio(1, 2),
    // 9006, 9007 and 9009 were open at its start, 9008 was made in it.
    closeRate: ratio(1, 4),
    salesCycle: median(days(8), 1),
    stageLength: median(days(22), 2),
    // 9008 and 9009.
    pipelineValue: sum(650 + 800, 2),
    // A deal of 500; orders 250, 1,200, 80 and 40.
    averagePurchaseValue: mean(2070, 5),
    leadConversionRate: ratio(0, 1),
    leadResponseTime: median(hours(3), 1),
    tickets: count(3),
    firstResponseTime: median(hours(3), 2),
    csat: ratio(1, 1),
  },
  companions: {
    averagePurchaseValue: { median: 250 },
    // 110, from nine o'clock in UTC on 14 September to eleven in the evening on the 30th.
    firstResponseTime: { unanswered: 1, unansweredMedianAge: days(16) + hours(14) },
  },
  segments: {
    churnRate: {
      region: { north: ratio(0, 3), south: ratio(1, 2), islands: ratio(0, 2), PT: ratio(1, 1), ES: ratio(0, 1) },
      owner: { [ana]: ratio(0, 2), [ben]: ratio(1, 3), [cleo]: ratio(0, 2), null: ratio(1, 2) },
      // Of Lagoon, who comes back in it, nothing: it was none at its start.
      reason: { unused: ratio(1, 1), null: ratio(1, 8) },
    },
    wonRevenue: { region: { south: sum(500, 1) } },
    pipelineValue: { region: { north: sum(650, 1), south: sum(800, 1) } },
    tickets: {
      region: { north: count(2), south: count(1) },
      industry: { diving: count(2), fishing: count(1) },
    },
  },
};

/** Nothing happens in it: it tells who is there at the end of September. */
const october: Expected = {
  period: '2026-10',
  kpis: { customerRetentionRate: ratio(8, 8), churnRate: ratio(0, 8), tickets: count(0), wonDeals: count(0) },
};

export const months: readonly Expected[] = [july, august, september, october];
