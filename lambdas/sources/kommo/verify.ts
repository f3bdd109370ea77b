import { createHash, timingSafeEqual } from 'node:crypto';
import type { HookRequest, Verifier } from '../source.ts';

const digestLength = 32;

/** @see Verifier.secretProblem */
const secretProblem = (secret: string): string | null =>
  /^[A-Za-z0-9._~-]{1,200}$/.test(secret)
    ? null
    : 'must be a token that can stand in a URL: 1 to 200 letters, digits, hyphens, dots, underscores and tildes';

/**
 * Whether the token in the path is one of those whose SHA-256 (hex) is kept. Kommo signs nothing, so who knows the
 * address is believed.
 */
const verify = ({ token }: HookRequest, secrets: readonly string[]): boolean => {
  if (!token) return false;
  const digest = createHash('sha256').update(token).digest();
  return secrets.some((secret) => {
    const kept = Buffer.from(secret, 'hex');
    return kept.length === digestLength && timingSafeEqual(kept, digest);
  });
};

/** Who knows the token in the address is believed. */
export const verifier: Verifier = { system: 'kommo', secretKind: 'token', keptHeaders: [], secretProblem, verify };
