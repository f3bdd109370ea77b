import type { Role } from '../reviews/document.ts';
import { averagePurchaseValue } from './averagePurchaseValue.ts';
import { churnRate } from './churnRate.ts';
import { closeRate } from './closeRate.ts';
import { csat } from './csat.ts';
import { customerRetentionRate } from './customerRetentionRate.ts';
import { firstResponseTime } from './firstResponseTime.ts';
import type { Kpi } from './kpi.ts';
import { leadConversionRate } from './leadConversionRate.ts';
import { leadResponseTime } from './leadResponseTime.ts';
import { nps } from './nps.ts';
import { pipelineValue } from './pipelineValue.ts';
import { salesCycle } from './salesCycle.ts';
import { stageLength } from './stageLength.ts';
import { tickets } from './tickets.ts';
import { winRate } from './winRate.ts';
import { wonDeals } from './wonDeals.ts';
import { wonRevenue } from './wonRevenue.ts';

/** The version of these definitions: raised whenever one of them changes what a number means. */
export const definitions = '1';

/** Every KPI there is, in the order in which reviews tell them. */
export const catalogue: readonly Kpi[] = [
  wonRevenue,
  wonDeals,
  winRate,
  closeRate,
  salesCycle,
  stageLength,
  pipelineValue,
  averagePurchaseValue,
  leadConversionRate,
  leadResponseTime,
  customerRetentionRate,
  churnRate,
  nps,
  csat,
  firstResponseTime,
  tickets,
];

/** The three KPIs that lead for each role; one without data gives way to the role's next that has some. */
export const headlines: Readonly<Record<Role, readonly string[]>> = {
  sales: ['wonRevenue', 'winRate', 'pipelineValue'],
  marketing: ['leadConversionRate', 'customerAcquisitionCost', 'roi'],
  crm: ['churnRate', 'customerLifetimeValue', 'nps'],
  service: ['csat', 'firstResponseTime', 'firstContactResolution'],
  executive: ['wonRevenue', 'netRevenueRetention', 'nps'],
};
