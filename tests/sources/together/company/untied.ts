import { count, type Expected, mean, ratio, sum } from '../rows.ts';

/**
 * The same where nothing makes two records one: whoever is told by the CRM and by billing counts twice. Egret is still one in
 * the CRM, which itself says so. Written by hand, as the number that it is more.
 *
 * At the start of July 5: Aurora, Boreal, Egret and Lagoon twice, and Calypso, of whom the CRM says so before it pays. Of
 * August 6: Aurora, Boreal, Calypso, Egret and Kelp twice, and Lagoon, whom the CRM never gives up. Of September 7: Aurora,
 * Boreal, Egret, Jetty and Kelp twice, Calypso and Lagoon. Of October 7: Lagoon twice again, and Calypso.
 *
 * As many are lost as were, for none of them leaves both.
 */
export const untied: readonly Expected[] = [
  {
    period: '2026-07',
    kpis: { churnRate: ratio(2, 9 + 5), customerRetentionRate: ratio(12, 14), tickets: count(4) },
    segments: {
      churnRate: {
        region: {
          // Aurora and Boreal; Calypso, Dorada, Galley and Lagoon; Egret.
          north: ratio(0, 2),
          south: ratio(0, 4),
          islands: ratio(0, 1),
          // Of billing Aurora, Boreal, Egret and Fathom; Islet and Lagoon, who leaves.
          PT: ratio(0, 4),
          ES: ratio(1, 2),
          // Mistral.
          null: ratio(1, 1),
        },
      },
      // The desk knows no region.
      tickets: { region: {}, industry: {} },
    },
  },
  { period: '2026-08', kpis: { churnRate: ratio(1, 9 + 6), customerRetentionRate: ratio(14, 15), tickets: count(4) } },
  { period: '2026-09', kpis: { churnRate: ratio(2, 9 + 7), customerRetentionRate: ratio(14, 16), tickets: count(3) } },
  { period: '2026-10', kpis: { churnRate: ratio(0, 8 + 7), customerRetentionRate: ratio(15, 15) } },
  {
    period: '2026-Q3',
    kpis: {
      churnRate: ratio(3, 9 + 5),
      customerRetentionRate: ratio(11, 14),
      tickets: count(11),
      wonRevenue: sum(5300, 5),
      // The order of Kelp names the deal by its source, and so is the deal's still.
      averagePurchaseValue: mean(8135, 22),
    },
    segments: {
      wonRevenue: { region: { north: sum(2900, 2), islands: sum(1900, 2), south: sum(500, 1) } },
      averagePurchaseValue: {
        region: {
          // The deals alone have the regions of the CRM.
          north: mean(2900, 2),
          islands: mean(1900, 2),
          south: mean(500, 1),
          // Aurora 525, Boreal 1,700, Dorada 120, Egret 0, Fathom 60, Jetty 160.
          PT: mean(525 + 1700 + 120 + 60 + 160, 12),
          // Calypso 100, Islet 90, Lagoon 80.
          ES: mean(100 + 90 + 80, 5),
        },
      },
    },
  },
];
