import type { Secrets } from '../../domain/ports.ts';
import { createFileSecrets } from './file.ts';
import { createSsmSecrets } from './ssm.ts';

/**
 * Secrets at a location.
 *
 * @param location `ssm:/quarterdeck/prod` or `file:/path/secrets.json`
 * @param adminKey is used instead of a file's admin key
 * @throws Error when the location is neither
 */
export const createSecrets = (location: string, adminKey?: string): Secrets => {
  if (location.startsWith('file:')) return createFileSecrets(location.slice('file:'.length), adminKey);
  if (location.startsWith('ssm:/')) return createSsmSecrets(location.slice('ssm:'.length).replace(/\/+$/, ''));
  throw new Error(`"${location}" is no place for secrets: write ssm:/prefix or file:/path/secrets.json.`);
};
