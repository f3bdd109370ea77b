import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { jsonOf, textAt } from '../json.ts';
import type { Received, Translation } from '../source.ts';
import { observationsOf, type Told } from '../statement.ts';
import { customer, product } from './customer.ts';
import { type Event, eventOf, failureOf } from './event.ts';
import { invoiced } from './invoice.ts';
import { refunded } from './refund.ts';
import { subscribed } from './subscription.ts';

type Teller = (event: Event, action: string, settings: SourceSettings) => Omit<Told, 'path'>;

/** By the type of event without its last part, and those parts that are read. */
const tellers: ReadonlyMap<string, readonly [actions: readonly string[], tell: Teller]> = new Map([
  ['customer', [['created', 'updated', 'deleted'], customer]],
  [
    'customer.subscription',
    [
      [
        'created',
        'updated',
        'deleted',
        'paused',
        'resumed',
        'trial_will_end',
        'pending_update_applied',
        'pending_update_expired',
      ],
      subscribed,
    ],
  ],
  ['product', [['created', 'updated', 'deleted'], product]],
  [
    'invoice',
    [
      [
        'finalized',
        'paid',
        'payment_succeeded',
        'payment_failed',
        'payment_action_required',
        'overdue',
        'marked_uncollectible',
        'updated',
        'voided',
      ],
      (event, _, settings) => invoiced(event, settings),
    ],
  ],
  ['charge', [['refunded'], refunded]],
]);

/** Who tells of a type of event; `undefined` where it says nothing of our records. */
const tellerOf = (type: string): ((event: Event, settings: SourceSettings) => Omit<Told, 'path'>) | undefined => {
  const dot = type.lastIndexOf('.');
  const action = type.slice(dot + 1);
  const [actions, tell] = tellers.get(type.slice(0, dot)) ?? [];
  return tell && actions?.includes(action) ? (event, settings) => tell(event, action, settings) : undefined;
};

/** @see Source.translate */
export const translate = (received: Received, settings: SourceSettings): Translation => {
  const json = jsonOf(received);
  if ('problem' in json) return { failed: `The body ${json.problem}.` };
  const failure = failureOf(json.value, settings);
  if (failure) return failure;
  const tell = tellerOf(textAt(json.value, 'type') ?? '');
  if (!tell) return { observations: [], rejected: [] };
  const event = eventOf(json.value);
  const told: Told =
    event === undefined
      ? { path: '', statements: [], problems: [{ path: 'created', message: 'must be epoch seconds' }] }
      : { path: 'data.object', ...tell(event, settings) };
  return observationsOf([told], received.receivedAt);
};
