import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { textAt } from '../json.ts';
import type { Statement, Told } from '../statement.ts';
import type { Event } from './event.ts';
import { aliases, mapped } from './object.ts';

const ranks: Readonly<Record<string, string>> = { created: '1', updated: '2', deleted: '3' };

/**
 * Who may pay. That Stripe knows them makes no customer yet: a subscription that costs something does.
 */
export const customer = ({ object, at }: Event, action: string, settings: SourceSettings): Omit<Told, 'path'> => {
  const id = textAt(object, 'id');
  if (id === undefined) return { statements: [], problems: [{ path: 'id', message: 'is missing' }] };
  const stamp = { id, at, seq: ranks[action] };
  const statement: Statement =
    action === 'deleted'
      ? { record: 'customer', ...stamp, deleted: true }
      : {
          record: 'customer',
          ...stamp,
          set: { name: textAt(object, 'name'), ...mapped('customer', object, settings) },
          same: aliases('customer', object, settings, textAt(object, 'email')),
        };
  return { statements: [statement] };
};

/** What is sold, for its name. */
export const product = ({ object, at }: Event, action: string, settings: SourceSettings): Omit<Told, 'path'> => {
  const id = textAt(object, 'id');
  if (id === undefined) return { statements: [], problems: [{ path: 'id', message: 'is missing' }] };
  const stamp = { record: 'product', id, at, seq: ranks[action] } as const;
  const set = { name: textAt(object, 'name'), ...mapped('product', object, settings) };
  return { statements: [action === 'deleted' ? { ...stamp, deleted: true } : { ...stamp, set }] };
};
