import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { textAt } from '../json.ts';
import type { Statement, Told } from '../statement.ts';
import { endedAt, endReason, lost } from './ended.ts';
import type { Event } from './event.ts';
import { aliases, currencyAt, instantAt, mapped, referenceAt } from './object.ts';
import { planOf } from './pricing.ts';
import { mrrOf, recurringOf } from './recurring.ts';
import { firstSale, isFree, trial } from './trial.ts';

/**
 * Several events of a subscription share a second, which is all that Stripe's clock tells, and come in any order. What was made
 * stands before what was changed, what was changed before what was ended, and of changes the one that is further on its way.
 */
const kinds: readonly string[] = ['created', 'deleted'];
const statuses = ['incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused', 'incomplete_expired', 'canceled'];

const seqOf = (action: string, status: string | undefined): string => {
  const kind = action === kinds[0] ? 1 : action === kinds[1] ? 3 : 2;
  return `${kind}${statuses.indexOf(status ?? '') + 1}`;
};

/** What an event of a subscription says. */
export const subscribed = (event: Event, action: string, settings: SourceSettings): Omit<Told, 'path'> => {
  const { object, at: told } = event;
  const id = textAt(object, 'id');
  if (id === undefined) return { statements: [], problems: [{ path: 'id', message: 'is missing' }] };
  const currency = currencyAt(object);
  const recurring = recurringOf(object, currency);
  const costsNothing = isFree(object);
  const paid = currency === undefined ? undefined : mrrOf(recurring, currency);
  const statement: Statement = {
    record: 'subscription',
    id,
    at: told,
    seq: seqOf(action, textAt(object, 'status')),
    set: {
      customer: referenceAt(object, 'customer'),
      startedAt: instantAt(object, 'start_date') ?? instantAt(object, 'created'),
      endedAt: endedAt(object, action, told),
      mrr: costsNothing ? '0' : paid,
      currency,
      ...planOf(object),
      endReason: endReason(object),
      ...mapped('subscription', object, settings),
    },
    same: aliases('subscription', object, settings),
  };
  return {
    statements: [
      statement,
      ...trial(id, event),
      ...firstSale(event),
      ...(action === 'deleted' ? lost(id, event, recurring) : []),
    ],
    problems: costsNothing ? [] : recurring.problems,
  };
};
