import { randomBytes } from 'node:crypto';
import type { ApiKey } from '../domain/ports.ts';
import { sha256 } from './hash.ts';
import type { Services } from './services.ts';

export type NewKey = Pick<ApiKey, 'workspace' | 'name' | 'scopes' | 'expiresAt'>;

/** Makes an API key. It is answered here once; only its hash is kept. */
export const createKey = async (
  { apiKeys, clock, randomId }: Pick<Services, 'apiKeys' | 'clock' | 'randomId'>,
  request: NewKey,
): Promise<ApiKey & { readonly key: string }> => {
  const key = `qd_${randomBytes(32).toString('base64url')}`;
  const kept: ApiKey = { ...request, id: randomId(), createdAt: clock() };
  await apiKeys.put(sha256(key), kept);
  return { ...kept, key };
};

/** Whose key this is; undefined when it is nobody's, or has expired. */
export const findKey = async (
  { apiKeys, clock }: Pick<Services, 'apiKeys' | 'clock'>,
  key: string,
): Promise<ApiKey | undefined> => {
  const found = await apiKeys.find(sha256(key));
  return found && (found.expiresAt === null || found.expiresAt > clock()) ? found : undefined;
};
