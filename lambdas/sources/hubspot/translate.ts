import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { wrongAccountReason } from '../account.ts';
import { jsonOf, textAt } from '../json.ts';
import type { Received, Translation } from '../source.ts';
import { observationsOf, type Problem, type Told } from '../statement.ts';
import { subjectOf, typeOf } from './events.ts';
import { statementsOf } from './statements.ts';

/** One address serves all accounts that an app is installed in, so that each event may be of another. */
const otherAccount = (event: unknown, settings: SourceSettings): Problem | undefined => {
  const portal = textAt(event, 'portalId');
  if (settings.account === undefined || portal === settings.account) return undefined;
  return portal === undefined
    ? { path: 'portalId', message: "is missing: whether the event is of the source's `account`" }
    : {
        path: 'portalId',
        message: wrongAccountReason('the event is of portalId', portal, settings),
        wrongAccount: true,
      };
};

const told = (event: unknown, index: number, settings: SourceSettings): Told => {
  const path = String(index);
  const refused = (problem: Problem): Told => ({ path, statements: [], problems: [problem] });
  const subject = subjectOf(event);
  if ('problem' in subject && typeOf(event) === undefined) return refused(subject.problem);
  const other = otherAccount(event, settings);
  if (other) return refused(other);
  if ('problem' in subject) return refused(subject.problem);
  if ('passed' in subject) return { path, statements: [] };
  const statements = statementsOf(event, subject, settings);
  return 'message' in statements ? refused(statements) : { path, statements };
};

/** @see Source.translate */
export const translate = (received: Received, settings: SourceSettings): Translation => {
  const json = jsonOf(received);
  if ('problem' in json) return { failed: `The body ${json.problem}.` };
  const { value: events } = json;
  // An empty list tells nothing, and holds nothing that is no event.
  if (!Array.isArray(events) || (events.length > 0 && !events.some((event) => typeOf(event) !== undefined)))
    return {
      failed: 'The body is not a list of events with the member "subscriptionType", which is what subscriptions send.',
    };
  return observationsOf(
    events.map((event, index) => told(event, index, settings)),
    received.receivedAt,
  );
};
