import { duration, flow } from '../measure.ts';
import { happened, instantOf, type Subject, type Tools } from '../subject.ts';

const day = 86_400_000;

/** Cohorts are by creation, whatever came later. */
const created = { of: 'lead', by: 'createdAt' } as const;

export const leadsCreated = flow(created);

export const leadsConverted = flow({ ...created, where: happened('convertedAt') });

/** How long a lead takes to convert, by the conversion: it tells when a cohort has settled. */
export const leadConversionLag = duration({
  of: 'lead',
  from: 'createdAt',
  to: 'convertedAt',
  where: happened('convertedAt'),
});

export const leadResponse = duration({
  of: 'lead',
  from: 'createdAt',
  to: 'respondedAt',
  where: happened('respondedAt'),
});

export const leadsAnswered = flow({ ...created, where: happened('respondedAt') });

/** An answer from before the creation tells no time. */
const within24h = (lead: Subject): boolean => {
  const waited = (instantOf(lead, 'respondedAt') ?? Number.NaN) - (instantOf(lead, 'createdAt') ?? Number.NaN);
  return waited >= 0 && waited <= day;
};

export const leadsAnsweredWithin24h = flow({
  ...created,
  where: (lead, tools) => happened('respondedAt')(lead, tools) && within24h(lead),
});

/** When a lead was first known to be worth a salesperson's time: it was qualified, or it converted. */
const qualifiedAt = (lead: Subject): number | null => {
  const instants = [instantOf(lead, 'qualifiedAt'), instantOf(lead, 'convertedAt')].filter((at) => at !== null);
  return instants.length === 0 ? null : Math.min(...instants);
};

const isQualified = (lead: Subject, { asOf }: Tools): boolean =>
  (qualifiedAt(lead) ?? Number.POSITIVE_INFINITY) <= asOf;

export const leadsQualified = flow({ ...created, where: isQualified });

/** How long a lead takes to qualify, by the qualification. */
export const leadQualificationLag = duration({
  of: 'lead',
  from: 'createdAt',
  to: 'qualifiedAt',
  read: qualifiedAt,
  where: isQualified,
});
