import type { Role } from '../reviews/document.ts';
import type { Configuration } from '../workspaces/schema.ts';
import { accountRetentionRate } from './accountRetentionRate.ts';
import { averagePurchaseValue } from './averagePurchaseValue.ts';
import { ces } from './ces.ts';
import { churnRate } from './churnRate.ts';
import { closeRate } from './closeRate.ts';
import { crmAdoption } from './crmAdoption.ts';
import { crossSellRate } from './crossSellRate.ts';
import { csat } from './csat.ts';
import { customerAcquisitionCost } from './customerAcquisitionCost.ts';
import { customerHealthScore } from './customerHealthScore.ts';
import { customerLifetimeValue } from './customerLifetimeValue.ts';
import { customerRetentionRate } from './customerRetentionRate.ts';
import { dealVelocity } from './dealVelocity.ts';
import { engagementRate } from './engagementRate.ts';
import { firstContactResolution } from './firstContactResolution.ts';
import { firstResponseTime } from './firstResponseTime.ts';
import { grossRevenueRetention } from './grossRevenueRetention.ts';
import type { Kpi } from './kpi.ts';
import { leadConversionRate } from './leadConversionRate.ts';
import { leadQualificationRate } from './leadQualificationRate.ts';
import { leadResponseTime } from './leadResponseTime.ts';
import { lifetimeValueToAcquisitionCost } from './lifetimeValueToAcquisitionCost.ts';
import { netNewMrr } from './netNewMrr.ts';
import { netNewRevenue } from './netNewRevenue.ts';
import { netRevenueRetention } from './netRevenueRetention.ts';
import { nps } from './nps.ts';
import { onboardings } from './onboardings.ts';
import { onboardingTime } from './onboardingTime.ts';
import { ownKpi } from './own/ownKpi.ts';
import { pipelineValue } from './pipelineValue.ts';
import { pipelineVelocity } from './pipelineVelocity.ts';
import { portfolioGrowth } from './portfolioGrowth.ts';
import { productAdoption } from './productAdoption.ts';
import { profitMarginPerCustomer } from './profitMarginPerCustomer.ts';
import { referralRate } from './referralRate.ts';
import { renewalRate } from './renewalRate.ts';
import { repeatPurchaseRate } from './repeatPurchaseRate.ts';
import { resolutionTime } from './resolutionTime.ts';
import { retentionCost } from './retentionCost.ts';
import { retentionCostRatio } from './retentionCostRatio.ts';
import { roi } from './roi.ts';
import { salesCycle } from './salesCycle.ts';
import { stageConversion } from './stageConversion.ts';
import { stageLength } from './stageLength.ts';
import { surveyResponseRate } from './surveyResponseRate.ts';
import { tickets } from './tickets.ts';
import { ticketsPerCustomer } from './ticketsPerCustomer.ts';
import { upsellRate } from './upsellRate.ts';
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
  stageConversion,
  dealVelocity,
  pipelineValue,
  pipelineVelocity,
  averagePurchaseValue,
  repeatPurchaseRate,
  netNewRevenue,
  upsellRate,
  crossSellRate,
  leadConversionRate,
  leadQualificationRate,
  leadResponseTime,
  roi,
  customerAcquisitionCost,
  customerRetentionRate,
  churnRate,
  accountRetentionRate,
  renewalRate,
  grossRevenueRetention,
  netRevenueRetention,
  netNewMrr,
  customerLifetimeValue,
  lifetimeValueToAcquisitionCost,
  retentionCost,
  retentionCostRatio,
  profitMarginPerCustomer,
  portfolioGrowth,
  referralRate,
  nps,
  csat,
  ces,
  surveyResponseRate,
  firstResponseTime,
  resolutionTime,
  firstContactResolution,
  tickets,
  ticketsPerCustomer,
  customerHealthScore,
  engagementRate,
  productAdoption,
  crmAdoption,
  onboardingTime,
  onboardings,
];

/** The KPIs of a workspace: the built-in ones, and its own after them. */
export const catalogueOf = ({ kpis }: Pick<Configuration, 'kpis'>): readonly Kpi[] => [
  ...catalogue,
  ...kpis.map(ownKpi),
];

/** The three KPIs that lead for each role; one without data gives way to the role's next that has some. */
export const headlines: Readonly<Record<Role, readonly string[]>> = {
  sales: ['wonRevenue', 'winRate', 'pipelineValue'],
  marketing: ['leadConversionRate', 'customerAcquisitionCost', 'roi'],
  crm: ['churnRate', 'customerLifetimeValue', 'nps'],
  service: ['csat', 'firstResponseTime', 'firstContactResolution'],
  executive: ['wonRevenue', 'netRevenueRetention', 'nps'],
};
