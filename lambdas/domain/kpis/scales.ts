import { type Subject, textOf } from './subject.ts';

/** The scales on which surveys are answered. */

interface Scale {
  readonly least: number;
  readonly greatest: number;
}

interface Scales {
  /** The greatest score where none is said. */
  readonly usual: number;
  /** The least score by the greatest. */
  readonly least: Readonly<Record<number, number>>;
}

const scales: Readonly<Record<string, Scales>> = {
  nps: { usual: 10, least: { 10: 0 } },
  csat: { usual: 5, least: { 2: 1, 3: 1, 5: 1, 10: 0 } },
  ces: { usual: 7, least: { 7: 1 } },
};

export interface Scored extends Scale {
  readonly score: number;
}

const turned = ({ score, least, greatest }: Scored): Scored => ({ score: least + greatest - score, least, greatest });

/**
 * A survey's score and the scale that it is on; where a low score says that it was easy, turned round. Only whole scores on
 * a scale that is known count: otherwise `noScore` or `offScale`.
 */
export const scoredOf = (survey: Subject): Scored | 'noScore' | 'offScale' => {
  const said = textOf(survey, 'score');
  if (said === null) return 'noScore';
  const { usual, least: leasts } = scales[textOf(survey, 'kind') ?? ''] ?? { usual: 0, least: {} };
  const score = Number(said);
  const greatest = Number(textOf(survey, 'scaleMax') ?? usual);
  const least = leasts[greatest];
  if (least === undefined || !Number.isInteger(score) || score < least || score > greatest) return 'offScale';
  const scored = { score, least, greatest };
  return textOf(survey, 'kind') === 'ces' && survey.record.current('lowIsEasy') === true ? turned(scored) : scored;
};

/** A score as points from 0 to 100, linear between the ends of its scale. */
export const pointsOf = ({ score, least, greatest }: Scored): number => (100 * (score - least)) / (greatest - least);
