import type { Configuration } from '../domain/workspaces/schema.ts';
import { sha256 } from './hash.ts';

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted((value as Record<string, unknown>)[name])]));
};

/** JSON that is the same for equal values, whatever the order of their members. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));

/**
 * Tells configurations apart by what reviews are computed from: `sha256:` and the hash of their canonical JSON without
 * secrets and without what only decides to whom and how reviews are mailed. So a new recipient is no reason why a
 * number has moved.
 */
export const fingerprint = (configuration: Configuration): string => {
  const { name, from, replyTo, brand, admins, since, sendAt, sendOn, recipients, sources, ...computed } = configuration;
  return `sha256:${sha256(canonicalJson({ ...computed, sources: sources.map(({ secrets, ...source }) => source) }))}`;
};
