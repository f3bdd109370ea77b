import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { at, listAt, memberOf, textAt } from '../json.ts';
import type { Said, Statement, Told } from '../statement.ts';
import { mapped, referenceAt } from './detail.ts';
import { type Event, seqOf } from './event.ts';

/** A score as the survey of two answers has it. */
const ofTwo: Readonly<Record<string, string>> = { GOOD: '2', BAD: '1' };

/** What is said of a ticket that nobody rated, or of which the rating was taken back. */
const unrated: readonly unknown[] = [null, 'OFFERED', 'UNOFFERED'];

/** What was answered, whatever it is called, in capitals; `null` where nothing is any more, `undefined` where it is not told. */
const answerIn = (event: unknown): string | null | undefined => {
  const told = ['satisfaction_score', 'satisfaction_rating', 'current'].map((name) => {
    const score = at(event, name, 'score');
    return score === undefined ? memberOf(event, name) : score;
  });
  const word = told.find((answer) => typeof answer === 'string');
  return word?.toUpperCase() ?? (told.includes(null) ? null : undefined);
};

/** The score of two answers; `GOOD_WITH_COMMENT` is as good. */
const wordOf = (answer: string | null | undefined): string | undefined => {
  const [first = ''] = answer?.split('_', 1) ?? [];
  return Object.hasOwn(ofTwo, first) ? ofTwo[first] : undefined;
};

/** The rating of one to five, of the first answer that has one. */
const ratingOf = (event: unknown): string | undefined => {
  const response = memberOf(event, 'survey_response') ?? event;
  const rated = [response, ...listAt(response, 'answers')].find((answer) => textAt(answer, 'rating') !== undefined);
  const rating = textAt(rated, 'rating') ?? '';
  return /^[1-5]$/.test(rating) ? rating : undefined;
};

/** @param told epoch milliseconds */
const scoreOf = (event: unknown, told: number): Said | undefined => {
  const answer = answerIn(event);
  const word = wordOf(answer);
  if (word !== undefined) return { score: word, scaleMax: '2', at: new Date(told) };
  const rating = ratingOf(event);
  if (rating !== undefined) return { score: rating, scaleMax: '5', at: new Date(told) };
  return unrated.includes(answer) ? { score: null, at: null } : undefined;
};

const customerMember = { company: 'organization_id', person: 'requester_id' } as const;

/** One survey a ticket: an answer that is changed is the same one. Nothing that somebody wrote is read. */
export const survey = (event: Event, settings: SourceSettings): Omit<Told, 'path'> => {
  const { id, at: told, action, detail } = event;
  if (id === undefined) return { statements: [], problems: [{ path: 'subject', message: 'names no ticket' }] };
  const score = action === 'csat_received' ? scoreOf(event.event, told) : undefined;
  if (action === 'csat_received' && score === undefined)
    return { statements: [], problems: [{ path: 'event', message: 'has no score in a form that is known' }] };
  const statement: Statement = {
    record: 'survey',
    id,
    at: told,
    seq: seqOf(event, true),
    set: {
      kind: 'csat',
      customer: referenceAt(detail, customerMember[settings.customers]),
      respondent: referenceAt(detail, 'requester_id'),
      ...(score ?? { sentAt: new Date(told) }),
      ...mapped('survey', event, settings),
    },
  };
  return { statements: [statement] };
};
