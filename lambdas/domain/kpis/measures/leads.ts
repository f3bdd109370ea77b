import { cohort, duration, has } from '../measure.ts';
import { instantOf, type Subject } from '../subject.ts';

const day = 86_400_000;

export const leadsCreated = cohort({ id: 'leads.created', of: 'lead', by: 'createdAt' });

export const leadsConverted = cohort({ id: 'leads.converted', of: 'lead', by: 'createdAt', where: has('convertedAt') });

/** How long a lead takes to convert, by the conversion: it tells when a cohort has settled. */
export const leadConversionLag = duration({ id: 'leads.conversionLag', of: 'lead', from: 'createdAt', to: 'convertedAt', where: has('convertedAt') });

export const leadResponse = duration({ id: 'leads.response', of: 'lead', from: 'createdAt', to: 'respondedAt', where: has('respondedAt') });

export const leadsAnswered = cohort({ id: 'leads.answered', of: 'lead', by: 'createdAt', where: has('respondedAt') });

const within24h = (lead: Subject): boolean => {
  const createdAt = instantOf(lead, 'createdAt');
  const respondedAt = instantOf(lead, 'respondedAt');
  return createdAt !== null && respondedAt !== null && respondedAt >= createdAt && respondedAt - createdAt <= day;
};

export const leadsAnsweredWithin24h = cohort({ id: 'leads.answeredWithin24h', of: 'lead', by: 'createdAt', where: within24h });
