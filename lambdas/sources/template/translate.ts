import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { at, jsonOf, listAt, memberOf, millisecondsAt, textAt } from '../json.ts';
import { mappedFields } from '../mapped.ts';
import type { Received, Translation } from '../source.ts';
import { observationsOf, type Statement, type Told } from '../statement.ts';
import { progressOf } from './progress.ts';
import { valueAt } from './value.ts';

/** What is read of an event, by its type. */
interface Teller {
  readonly isCreation?: boolean;
  /** Whether it is told when the deal came into its stage. */
  readonly isMove?: boolean;
  readonly isDeletion?: boolean;
}

/** The events that are of deals. Any other may have a deal in it, too, and says nothing of it. */
const tellers: ReadonlyMap<string, Teller> = new Map<string, Teller>([
  ['deal.created', { isCreation: true, isMove: true }],
  ['deal.stage_changed', { isMove: true }],
  ['deal.updated', {}],
  ['deal.deleted', { isDeletion: true }],
]);

const dealOf = (
  id: string,
  instant: number,
  deal: unknown,
  { isCreation, isMove = false }: Teller,
  settings: SourceSettings,
): Statement[] => [
  {
    record: 'deal',
    id,
    at: instant,
    set: {
      name: valueAt(deal, 'title'),
      createdAt: isCreation ? new Date(instant) : undefined,
      amount: valueAt(deal, 'value'),
      owner: valueAt(deal, 'owner_id'),
      ...mappedFields('deal', settings, (name) => valueAt(deal, 'custom', name)),
    },
  },
  { record: 'deal', id, at: instant, ...progressOf(deal, instant, isMove, settings) },
];

const told = (event: unknown, path: string, settings: SourceSettings): Told => {
  const refused = (member: string, message: string): Told => ({
    path,
    statements: [],
    problems: [{ path: member, message }],
  });
  const type = textAt(event, 'type');
  if (type === undefined) return refused('type', 'is missing');
  const teller = tellers.get(type);
  if (!teller) return { path, statements: [] };
  const id = textAt(event, 'deal', 'id');
  const instant = millisecondsAt(event, 'occurred_at');
  if (id === undefined) return refused('deal.id', 'is missing');
  if (instant === undefined) return refused('occurred_at', 'must be epoch milliseconds');
  if (teller.isDeletion) return { path, statements: [{ record: 'deal', id, at: instant, deleted: true }] };
  return { path, statements: dealOf(id, instant, at(event, 'deal'), teller, settings) };
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
