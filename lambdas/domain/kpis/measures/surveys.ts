import { distinct, flow } from '../measure.ts';
import { type Subject, textOf } from '../subject.ts';

const numberOf = (survey: Subject, field: string): number | null => {
  const said = textOf(survey, field);
  return said === null ? null : Number(said);
};

const isAnswered = (kind: string) => (survey: Subject): boolean => textOf(survey, 'kind') === kind && textOf(survey, 'score') !== null;

const offScale = { leftOut: 'offScale' } as const;

/** 0–6 detract, 7–8 are passive, 9–10 promote; whole scores of a scale that ends at 10 only. */
const classOfNps = (survey: Subject): string | typeof offScale => {
  const score = numberOf(survey, 'score') ?? Number.NaN;
  const scaleMax = numberOf(survey, 'scaleMax') ?? 10;
  if (scaleMax !== 10 || !Number.isInteger(score) || score < 0 || score > 10) return offScale;
  return score >= 9 ? 'promoter' : score >= 7 ? 'passive' : 'detractor';
};

/** Whom an answer is from: the respondent, else the customer, else nobody but itself. */
export const npsAnswers = distinct({
  id: 'surveys.nps',
  of: 'survey',
  by: 'at',
  where: isAnswered('nps'),
  part: classOfNps,
  person: (survey, tools) => {
    const respondent = textOf(survey, 'respondent');
    return respondent !== null ? `respondent ${respondent}` : (tools.referred(survey, 'customer') ?? survey.ref);
  },
});

/** The least score that counts as satisfied, and the least there is, by the greatest of the scale. */
const csatScales: Readonly<Record<number, { readonly least: number; readonly satisfied: number }>> = {
  2: { least: 1, satisfied: 2 },
  3: { least: 1, satisfied: 3 },
  5: { least: 1, satisfied: 4 },
  10: { least: 0, satisfied: 7 },
};

const classOfCsat = (survey: Subject): string | typeof offScale => {
  const score = numberOf(survey, 'score') ?? Number.NaN;
  const scaleMax = numberOf(survey, 'scaleMax') ?? 5;
  const scale = csatScales[scaleMax];
  if (!scale || !Number.isInteger(score) || score < scale.least || score > scaleMax) return offScale;
  return score >= scale.satisfied ? 'satisfied' : 'notSatisfied';
};

export const csatAnswers = flow({ id: 'surveys.csat', of: 'survey', by: 'at', where: isAnswered('csat'), part: classOfCsat });
