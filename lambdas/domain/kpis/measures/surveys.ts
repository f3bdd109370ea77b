import { counting, type Found, leavingOut } from '../found.ts';
import { distinct, duration, flow } from '../measure.ts';
import { type Scored, scoredOf } from '../scales.ts';
import { happened, instantOf, type Subject, textOf } from '../subject.ts';

type Kind = 'nps' | 'csat' | 'ces';

/** A survey that was merely sent is none. */
const isAnswered =
  (kind: Kind) =>
  (survey: Subject): boolean =>
    textOf(survey, 'kind') === kind && (textOf(survey, 'score') !== null || instantOf(survey, 'at') !== null);

const answers = (kind: Kind, found: (scored: Scored) => Found) =>
  ({
    of: 'survey',
    by: 'at',
    where: isAnswered(kind),
    find: (survey: Subject): Found => {
      const scored = scoredOf(survey);
      return typeof scored === 'string' ? leavingOut(scored) : found(scored);
    },
  }) as const;

/** One a person: the respondent, else the customer, else nobody but the answer itself. */
export const npsAnswers = distinct({
  ...answers('nps', ({ score }) => counting(0, score >= 9 ? 'promoter' : score >= 7 ? 'passive' : 'detractor')),
  person: (survey, tools) => {
    const respondent = textOf(survey, 'respondent');
    return respondent !== null ? `respondent ${respondent}` : (tools.referred(survey, 'customer') ?? survey.ref);
  },
});

/** The least score that is a satisfied one, by the greatest of the scale. */
const satisfiedFrom: Readonly<Record<number, number>> = { 2: 2, 3: 3, 5: 4, 10: 7 };

export const csatAnswers = flow(
  answers('csat', ({ score, greatest }) =>
    counting(0, score >= (satisfiedFrom[greatest] ?? greatest) ? 'satisfied' : 'notSatisfied'),
  ),
);

const easyFrom = 5;

/** Scores from 1 to 7, 7 the easiest. */
export const cesAnswers = flow({
  ...answers('ces', ({ score }) => counting(score, score >= easyFrom ? 'easy' : 'hard')),
  keeps: 'sum',
});

const sent = { of: 'survey', by: 'sentAt' } as const;

export const surveysSent = flow(sent);

export const surveysAnswered = flow({ ...sent, where: happened('at') });

/** How long an answer takes, by the answer: it tells when those that were sent have settled. */
export const surveyAnswerLag = duration({ of: 'survey', from: 'sentAt', to: 'at', where: happened('at') });
