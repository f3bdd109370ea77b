import { count, type Expected, hours, mean, median, ratio } from '../rows.ts';

/**
 * Written by hand from `story.ts`. Customers at the start of July, 9: Ana, Di, Flo, Gus, Hal and Kim, who pay, Cy, Eve and Joy,
 * of whom the CRM says so. In July Hal leaves and Bo comes: 9. In August Eve and Flo leave: 7.
 *
 * The CRM knows the regions of all but Di and Flo, and forgot that of Kim: north Ana, Bo and Hal, south Cy and Eve, islands
 * Gus (517) and Joy (610).
 */
export const months: readonly Expected[] = [
  {
    period: '2026-07',
    kpis: {
      customerRetentionRate: ratio(8, 9),
      churnRate: ratio(1, 9),
      // Orders of 20, 30, 15 and 25.
      averagePurchaseValue: mean(90, 4),
      // Of Bo and Ivo, made in it, Bo.
      leadConversionRate: ratio(1, 2),
      tickets: count(2),
      firstResponseTime: median(hours(2), 2),
      csat: ratio(1, 2),
    },
    segments: {
      churnRate: { region: { north: ratio(1, 2), south: ratio(0, 2), islands: ratio(0, 2), null: ratio(0, 3) } },
      averagePurchaseValue: { owner: { 9101: mean(20, 1), 9102: mean(30, 1), 9103: mean(25, 1), null: mean(15, 1) } },
      tickets: { region: { north: count(1), south: count(1) } },
      csat: { region: { north: ratio(1, 1), south: ratio(0, 1) } },
    },
  },
  {
    period: '2026-08',
    kpis: {
      customerRetentionRate: ratio(7, 9),
      churnRate: ratio(2, 9),
      averagePurchaseValue: mean(25, 1),
      tickets: count(3),
      firstResponseTime: median(hours(4), 2),
      csat: ratio(1, 1),
    },
    segments: {
      churnRate: { region: { north: ratio(0, 2), south: ratio(1, 2), islands: ratio(0, 2), null: ratio(1, 3) } },
      averagePurchaseValue: { owner: { 9103: mean(25, 1) } },
      // Of Di and of somebody whom nobody knows.
      tickets: { region: { islands: count(1), null: count(2) } },
    },
  },
  { period: '2026-09', kpis: { customerRetentionRate: ratio(7, 7), churnRate: ratio(0, 7) } },
];

/**
 * Where addresses say nothing it is at the start of July 3 more: Ana, Gus and Hal twice. Of August 5: Ana, Bo and Gus
 * twice, Di for each of hers, and Hal, whom the CRM never gives up. Of September the same 5.
 */
export const untied: readonly Expected[] = [
  {
    period: '2026-07',
    kpis: { churnRate: ratio(1, 9 + 3), customerRetentionRate: ratio(11, 12), tickets: count(2) },
    segments: { tickets: { region: {} } },
  },
  { period: '2026-08', kpis: { churnRate: ratio(2, 9 + 5), customerRetentionRate: ratio(12, 14), tickets: count(3) } },
  { period: '2026-09', kpis: { churnRate: ratio(0, 7 + 5), customerRetentionRate: ratio(12, 12) } },
];
