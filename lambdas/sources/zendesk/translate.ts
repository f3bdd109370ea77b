import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { ofWrongAccount } from '../account.ts';
import { jsonOf, textAt } from '../json.ts';
import type { Received, Translation } from '../source.ts';
import { observationsOf, type Told } from '../statement.ts';
import { message } from './answer.ts';
import { customer } from './customer.ts';
import { type Event, eventOf, typeOf } from './event.ts';
import { survey } from './survey.ts';
import { ticket } from './ticket.ts';

type Teller = (event: Event, settings: SourceSettings) => Omit<Told, 'path'>;

const surveys = ['csat_requested', 'csat_received'];
/** It says which of the account's own names the status has; the status itself comes in an event of its own. */
const silent = ['custom_status_changed'];

/** Who tells of an event; `undefined` where it says nothing of our records. */
const tellerOf = ({ domain, action }: Pick<Event, 'domain' | 'action'>): Teller | undefined => {
  switch (domain) {
    case 'ticket':
      if (silent.includes(action)) return undefined;
      return surveys.includes(action) ? survey : ticket;
    case 'messaging_ticket':
      return message;
    case 'organization':
    case 'user':
      return customer;
    default:
      return undefined;
  }
};

/** @see Source.translate */
export const translate = (received: Received, settings: SourceSettings): Translation => {
  const json = jsonOf(received);
  if ('problem' in json) return { failed: `The body ${json.problem}.` };
  const type = typeOf(json.value);
  if (!type)
    return {
      failed:
        'The body is not an event: its "type" does not begin with "zen:event-type:". Subscribe the webhook to events; one that a trigger or an automation calls sends a body of its own.',
    };
  const account = textAt(json.value, 'account_id');
  if (settings.account !== undefined && account !== undefined && account !== settings.account)
    return ofWrongAccount('the event is of account_id', account, settings);
  const tell = tellerOf(type);
  if (!tell) return { observations: [], rejected: [] };
  const event = eventOf(json.value, type);
  const told: Omit<Told, 'path'> =
    event === undefined
      ? { statements: [], problems: [{ path: 'time', message: 'must be an ISO 8601 instant with an offset or Z' }] }
      : tell(event, settings);
  return observationsOf([{ path: '', ...told }], received.receivedAt);
};
