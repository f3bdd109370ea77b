import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { textAt } from '../json.ts';
import type { Told } from '../statement.ts';
import { aliases, mapped } from './detail.ts';
import { type Event, seqOf } from './event.ts';

const kinds = { organization: 'company', user: 'person' } as const;

const isKind = (domain: string): domain is keyof typeof kinds => Object.hasOwn(kinds, domain);

/** Those who answer tickets are users, too, and no customers. */
const isAgent = ({ domain, detail }: Event): boolean =>
  domain === 'user' && ['agent', 'admin', 'owner'].includes(textAt(detail, 'role')?.toLowerCase() ?? '');

const nameOf = ({ action, detail, event }: Event): string | undefined =>
  (action === 'name_changed' ? textAt(event, 'current') : undefined) ?? textAt(detail, 'name');

/** Organizations and users: those that the source's `customers` names are customers. Since when, Zendesk does not know. */
export const customer = (event: Event, settings: SourceSettings): Omit<Told, 'path'> => {
  const { domain, action, at, detail, id } = event;
  if (!isKind(domain) || kinds[domain] !== settings.customers || isAgent(event)) return { statements: [] };
  if (id === undefined) return { statements: [], problems: [{ path: 'subject', message: 'names nobody' }] };
  const stamp = { record: 'customer', id, at, seq: seqOf(event, true) } as const;
  if (action === 'deleted') return { statements: [{ ...stamp, deleted: true }] };
  const email = domain === 'user' ? textAt(detail, 'email') : undefined;
  return {
    statements: [
      {
        ...stamp,
        set: { name: nameOf(event), ...mapped('customer', event, settings) },
        same: aliases('customer', detail, settings, email),
      },
    ],
  };
};
