import { createHash } from 'node:crypto';
import { emailSystem } from '../domain/records/emailAlias.ts';
import type { RecordType } from '../domain/records/vocabulary.ts';
import type { SourceSettings } from '../domain/workspaces/settings.ts';

/** `source:id` of what an object says that it is called elsewhere. */
const elsewhere = (
  record: RecordType,
  { sources, authority }: SourceSettings,
  id: string | undefined,
): string | undefined => {
  if (id === undefined || id === '') return undefined;
  const colon = id.indexOf(':');
  if (colon > 0 && sources.includes(id.slice(0, colon))) return id;
  const source = authority[record];
  return source && `${source}:${id}`;
};

/** An address as an alias. Only its hash is kept: records hold no address that no KPI asks for. */
export const emailAlias = (email: string): string =>
  `${emailSystem}:${createHash('sha256').update(email.trim().toLowerCase()).digest('hex')}`;

const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text.trim());

/**
 * What a record is called in other systems, by the workspace's `identity`.
 *
 * @param valueAt what the system's own object holds at a path of the configuration
 * @param email of the customer, where the object tells it
 */
export const aliasesOf = (
  record: RecordType,
  settings: SourceSettings,
  valueAt: (path: string) => string | undefined,
  email?: string,
): string[] => {
  const path = settings.identity[record];
  const named = path === undefined ? undefined : elsewhere(record, settings, valueAt(path));
  const byEmail = settings.byEmail && record === 'customer' && email !== undefined && isAddress(email);
  return [...(named === undefined ? [] : [named]), ...(byEmail ? [emailAlias(email)] : [])];
};
