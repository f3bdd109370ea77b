import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { at, jsonOf, listAt, memberOf, millisecondsAt, textAt } from '../json.ts';
import { mappedFields } from '../mapped.ts';
import type { Received, Translation } from '../source.ts';
import { observationsOf, type Said, type Statement, type Told } from '../statement.ts';

type Outcome = 'open' | 'won' | 'lost';

const outcomeOf = (stage: string, stages: SourceSettings['stages'] = {}): Outcome => {
  if (stages.won?.includes(stage)) return 'won';
  return stages.lost?.includes(stage) ? 'lost' : 'open';
};

/** What is said of the way through the stages; nothing where the event tells no stage. */
const progressOf = (stage: string | undefined, instant: number, { stages }: SourceSettings): Said => {
  if (stage === undefined) return {};
  const outcome = outcomeOf(stage, stages);
  const closedAt = outcome === 'open' ? null : new Date(instant);
  return { outcome, closedAt, stage: outcome === 'open' ? stage : undefined };
};

const dealOf = (id: string, instant: number, deal: unknown, settings: SourceSettings): Statement => ({
  record: 'deal',
  id,
  at: instant,
  set: {
    name: textAt(deal, 'title'),
    amount: textAt(deal, 'value'),
    owner: textAt(deal, 'owner_id'),
    ...progressOf(textAt(deal, 'stage'), instant, settings),
    ...mappedFields('deal', settings, (name) => textAt(deal, 'custom', name)),
  },
});

const told = (event: unknown, path: string, settings: SourceSettings): Told => {
  const refused = (member: string, message: string): Told => ({
    path,
    statements: [],
    problems: [{ path: member, message }],
  });
  const id = textAt(event, 'deal', 'id');
  const instant = millisecondsAt(event, 'occurred_at');
  if (id === undefined) return refused('deal.id', 'is missing');
  if (instant === undefined) return refused('occurred_at', 'must be epoch milliseconds');
  if (textAt(event, 'type') === 'deal.deleted')
    return { path, statements: [{ record: 'deal', id, at: instant, deleted: true }] };
  return { path, statements: [dealOf(id, instant, at(event, 'deal'), settings)] };
};

/** @see Source.translate */
export const translate = (received: Received, settings: SourceSettings): Translation => {
  const json = jsonOf(received);
  if ('problem' in json) return { failed: `The body ${json.problem}.` };
  if (!Array.isArray(memberOf(json.value, 'events'))) return { failed: 'The body has no list "events".' };
  const events = listAt(json.value, 'events');
  return observationsOf(
    events.map((event, index) => told(event, `events.${index}`, settings)),
    received.receivedAt,
  );
};
