import { counting, type Found, leavingOut } from '../found.ts';
import { distinct, flow } from '../measure.ts';
import { instantOf, type Subject, textOf } from '../subject.ts';

type Kind = 'nps' | 'csat';

/** A survey that was merely sent is none. */
const isAnswered =
  (kind: Kind) =>
  (survey: Subject): boolean =>
    textOf(survey, 'kind') === kind && (textOf(survey, 'score') !== null || instantOf(survey, 'at') !== null);

interface Scale {
  readonly least: number;
  readonly classOf: (score: number) => string;
}

/** The class of a whole score on a scale known by its greatest score; what lies off every scale is left out. */
const classified =
  (scales: Readonly<Record<number, Scale>>, usual: number) =>
  (survey: Subject): Found => {
    const said = textOf(survey, 'score');
    if (said === null) return leavingOut('noScore');
    const score = Number(said);
    const greatest = Number(textOf(survey, 'scaleMax') ?? usual);
    const scale = scales[greatest];
    const onScale = scale !== undefined && Number.isInteger(score) && score >= scale.least && score <= greatest;
    return onScale ? counting(0, scale.classOf(score)) : leavingOut('offScale');
  };

const classOfNps = classified(
  { 10: { least: 0, classOf: (score) => (score >= 9 ? 'promoter' : score >= 7 ? 'passive' : 'detractor') } },
  10,
);

/** One a person: the respondent, else the customer, else nobody but the answer itself. */
export const npsAnswers = distinct({
  of: 'survey',
  by: 'at',
  where: isAnswered('nps'),
  find: classOfNps,
  person: (survey, tools) => {
    const respondent = textOf(survey, 'respondent');
    return respondent !== null ? `respondent ${respondent}` : (tools.referred(survey, 'customer') ?? survey.ref);
  },
});

const satisfiedFrom = (least: number, satisfied: number): Scale => ({
  least,
  classOf: (score) => (score >= satisfied ? 'satisfied' : 'notSatisfied'),
});

const classOfCsat = classified(
  { 2: satisfiedFrom(1, 2), 3: satisfiedFrom(1, 3), 5: satisfiedFrom(1, 4), 10: satisfiedFrom(0, 7) },
  5,
);

export const csatAnswers = flow({ of: 'survey', by: 'at', where: isAnswered('csat'), find: classOfCsat });
