import { count, days, type Expected, hours, mean, median, ratio, sum } from '../rows.ts';

const [ana, ben, cleo] = ['9101', '9102', '9103'] as const;

/** The third quarter, computed over the whole of it from what `months.ts` tells. */
export const quarter: Expected = {
  period: '2026-Q3',
  kpis: {
    customerRetentionRate: ratio(6, 9),
    churnRate: ratio(3, 9),
    wonDeals: count(5),
    wonRevenue: sum(5300, 5),
    winRate: ratio(5, 8),
    // 9001 and 9002 were open at its start, 9003 to 9010 were made in it.
    closeRate: ratio(5, 10),
    // 8, 18, 20, 39 and 52 days and more.
    salesCycle: median(days(20), 5),
    // 8, 13, 18, 20, 28, 36, 39 and 52 days and more.
    stageLength: median(days(24), 8),
    pipelineValue: sum(650 + 800, 2),
    // 2,320 of July's 7, 3,745 of August's 10, 2,070 of September's 5.
    averagePurchaseValue: mean(8135, 22),
    leadConversionRate: ratio(3, 6),
    leadResponseTime: median(hours(3), 5),
    tickets: count(11),
    // 1, 2, 2, 3, 4, 5, 6, 8, 10 and 26 hours.
    firstResponseTime: median(hours(4.5), 10),
    csat: ratio(4, 6),
  },
  // 0, 30, 30, 40, 40, 50, 50, 75, 80, 80, then 90 and 100.
  companions: { averagePurchaseValue: { median: 95 }, firstResponseTime: { mean: hours(6.7), unanswered: 1 } },
  segments: {
    churnRate: {
      region: {
        north: ratio(0, 2),
        south: ratio(1, 3),
        islands: ratio(0, 1),
        PT: ratio(1, 1),
        ES: ratio(0, 1),
        null: ratio(1, 1),
      },
      owner: { [ana]: ratio(0, 2), [ben]: ratio(1, 3), [cleo]: ratio(0, 1), null: ratio(2, 3) },
      industry: { sailing: ratio(0, 2), fishing: ratio(0, 2), diving: ratio(1, 2), null: ratio(2, 3) },
      reason: {
        switched_service: ratio(0, 1),
        cancellation_requested: ratio(1, 1),
        unused: ratio(1, 1),
        null: ratio(1, 6),
      },
    },
    winRate: {
      region: { north: ratio(2, 2), islands: ratio(2, 2), south: ratio(1, 3), null: ratio(0, 1) },
    },
    wonRevenue: { region: { north: sum(2900, 2), islands: sum(1900, 2), south: sum(500, 1) } },
    stageLength: { stage: { appointmentscheduled: median(days(24), 8) } },
    averagePurchaseValue: {
      region: {
        // Aurora 900, 100, 100, 75 and 250; Boreal 2,000, 500 and 1,200; Jetty 80 and 80.
        north: mean(1425 + 3700 + 160, 10),
        // Kelp 1,200, Egret 700 and 0.
        islands: mean(1900, 3),
        // Calypso 50 and 50; Dorada 120; Lagoon 40, 500 and 40.
        south: mean(100 + 120 + 580, 6),
        PT: mean(60, 2),
        ES: mean(90, 1),
      },
      owner: {
        // Of Aurora 900, 100 and 100; of Dorada 120; of Jetty 80 and 80; the deal of Egret, 700.
        [ana]: mean(1100 + 120 + 160 + 700, 7),
        // Of Aurora 75 and 250; of Boreal 2,000, 500 and 1,200; of Lagoon 40, 500 and 40.
        [ben]: mean(325 + 3700 + 580, 8),
        // Of Kelp 1,200, of Calypso 50 and 50, of Egret 0.
        [cleo]: mean(1300, 4),
        // Fathom 30 and 30, Islet 90.
        null: mean(150, 3),
      },
      kind: {
        // Aurora 100, 100 and 250; Boreal 1,200; Calypso 50; Fathom 30 and 30; Jetty 80; Lagoon 40.
        renewal: mean(1880, 9),
        upsell: mean(75, 1),
        // The deals 5,300; Calypso 50, Dorada 120, Egret 0, Boreal 500, Islet 90, Jetty 80, Lagoon 40.
        null: mean(5300 + 880, 12),
      },
    },
    leadConversionRate: { source: { ORGANIC_SEARCH: ratio(3, 3), PAID_SEARCH: ratio(0, 3) } },
    tickets: {
      region: { north: count(6), south: count(2), islands: count(1), ES: count(1), null: count(1) },
      industry: { sailing: count(4), fishing: count(3), diving: count(2), null: count(2) },
    },
    firstResponseTime: {
      region: {
        // 2, 2, 3, 5 and 8 hours.
        north: median(hours(3), 5),
        south: median(hours(2.5), 2),
        islands: median(hours(10), 1),
        ES: median(hours(6), 1),
        null: median(hours(26), 1),
      },
    },
    csat: { region: { north: ratio(1, 2), south: ratio(2, 2), islands: ratio(0, 1), ES: ratio(1, 1) } },
  },
};
