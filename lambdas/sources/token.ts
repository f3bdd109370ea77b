import { createHash, timingSafeEqual } from 'node:crypto';
import type { HookRequest } from './source.ts';

const digestLength = 32;
const digestOfNothing = createHash('sha256').digest();

/** What is wrong with a token as configured, or `null`. @see Verifier.secretProblem */
export const tokenProblem = (secret: string): string | null =>
  /^[A-Za-z0-9._~-]{1,200}$/.test(secret)
    ? null
    : 'must be a token that can stand in a URL: 1 to 200 letters, digits, hyphens, dots, underscores and tildes';

/** Whether the token of a request is one of those whose SHA-256 (hex) is kept. @see Verifier.verify */
export const isKeptToken = ({ tokenHash }: HookRequest, secrets: readonly string[]): boolean => {
  const given = Buffer.from(tokenHash ?? '', 'hex');
  if (given.length !== digestLength || given.equals(digestOfNothing)) return false;
  return secrets.some((secret) => {
    const kept = Buffer.from(secret, 'hex');
    return kept.length === digestLength && timingSafeEqual(kept, given);
  });
};
