import { parseInstant } from '../../domain/records/instant.ts';
import { firstTime } from '../first.ts';
import { at, memberOf, textAt } from '../json.ts';
import type { Statement, Told } from '../statement.ts';
import type { Event } from './event.ts';

/** How long after a ticket its opening comment may be told of, in milliseconds: the ticket knows whole seconds only. */
const opening = 2000;

/** What a ticket begins with is told as a comment as well. Who opened it has answered nobody. */
const isOpening = ({ at: told, detail, event }: Event): boolean => {
  const made = parseInstant(memberOf(detail, 'created_at'));
  const author = textAt(event, 'comment', 'author', 'id');
  const isOfOpener = author !== undefined && author === textAt(detail, 'submitter_id');
  return isOfOpener && 'value' in made && told - made.value.at <= opening;
};

/** The first public answer of an agent stands, however many follow. Neither notes nor what customers write are answers. */
export const answered = (id: string, event: Event): Statement[] => {
  const isPublic = at(event.event, 'comment', 'is_public') === true;
  const isOfAgent = at(event.event, 'comment', 'author', 'is_staff') === true;
  return event.action === 'comment_added' && isPublic && isOfAgent && !isOpening(event)
    ? [firstTime('ticket', id, 'respondedAt', event.at)]
    : [];
};

/** Messages: the first one of an agent is the first answer. Of bots and of customers they are none; the text is not read. */
export const message = ({ id, at: told, event, action }: Event): Omit<Told, 'path'> => {
  const isOfAgent = textAt(event, 'actor', 'type') === 'agent';
  return {
    statements:
      action === 'message_added' && isOfAgent && id !== undefined ? [firstTime('ticket', id, 'respondedAt', told)] : [],
  };
};
