import type { Secrets } from '../../domain/ports.ts';
import { createFileSecrets } from './file.ts';
import { createSecretsManagerSecrets } from './secretsmanager.ts';
import { createSsmSecrets } from './ssm.ts';

const prefixIn = (location: string): string => location.slice(location.indexOf(':') + 1).replace(/\/+$/, '');

/**
 * Secrets at a location. Of the services, a function that is deployed holds the client of its deployment's only.
 *
 * @param location `ssm:/quarterdeck/prod`, `secretsmanager:/quarterdeck/prod` or `file:/path/secrets.json`
 * @param adminKey is used instead of a file's admin key
 * @throws Error when the location is none of them
 */
export const createSecrets = (location: string, adminKey?: string): Secrets => {
  if (location.startsWith('file:')) return createFileSecrets(location.slice('file:'.length), adminKey);
  if (location.startsWith('ssm:/')) return createSsmSecrets(prefixIn(location));
  if (location.startsWith('secretsmanager:/')) return createSecretsManagerSecrets(prefixIn(location));
  throw new Error(
    `"${location}" is no place for secrets: write ssm:/prefix, secretsmanager:/prefix or file:/path/secrets.json.`,
  );
};
