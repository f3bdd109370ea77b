import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { listAt, memberOf, textAt } from '../json.ts';
import type { Said, Statement, Told } from '../statement.ts';
import { mapped, referenceAt } from './detail.ts';
import { type Event, seqOf } from './event.ts';

/** A score as the survey of two answers has it. */
const ofTwo: Readonly<Record<string, string>> = { GOOD: '2', BAD: '1' };

/** The score of two answers, whatever it is called; `GOOD_WITH_COMMENT` is as good. */
const wordOf = (event: unknown): string | undefined => {
  const word = ['satisfaction_score', 'satisfaction_rating', 'current']
    .map((name) => textAt(event, name, 'score') ?? textAt(event, name))
    .find((text) => text !== undefined);
  const [first = ''] = word?.toUpperCase().split('_', 1) ?? [];
  return Object.hasOwn(ofTwo, first) ? ofTwo[first] : undefined;
};

/** The rating of one to five, of the first answer that has one. */
const ratingOf = (event: unknown): string | undefined => {
  const response = memberOf(event, 'survey_response') ?? event;
  const rated = [response, ...listAt(response, 'answers')].find((answer) => textAt(answer, 'rating') !== undefined);
  const rating = textAt(rated, 'rating') ?? '';
  return /^[1-5]$/.test(rating) ? rating : undefined;
};

const scoreOf = (event: unknown): Said | undefined => {
  const word = wordOf(event);
  if (word !== undefined) return { score: word, scaleMax: '2' };
  const rating = ratingOf(event);
  return rating === undefined ? undefined : { score: rating, scaleMax: '5' };
};

const customerMember = { company: 'organization_id', person: 'requester_id' } as const;

/** One survey a ticket: an answer that is changed is the same one. Nothing that somebody wrote is read. */
export const survey = (event: Event, settings: SourceSettings): Omit<Told, 'path'> => {
  const { id, at, action, detail } = event;
  if (id === undefined) return { statements: [], problems: [{ path: 'subject', message: 'names no ticket' }] };
  const instant = new Date(at);
  const score = action === 'csat_received' ? scoreOf(event.event) : undefined;
  if (action === 'csat_received' && score === undefined)
    return { statements: [], problems: [{ path: 'event', message: 'has no score in a form that is known' }] };
  const statement: Statement = {
    record: 'survey',
    id,
    at,
    seq: seqOf(event, true),
    set: {
      kind: 'csat',
      customer: referenceAt(detail, customerMember[settings.customers]),
      respondent: referenceAt(detail, 'requester_id'),
      ...(score ? { ...score, at: instant } : { sentAt: instant }),
      ...mapped('survey', event, settings),
    },
  };
  return { statements: [statement] };
};
