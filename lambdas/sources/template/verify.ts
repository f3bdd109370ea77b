import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest, Verifier } from '../source.ts';

const hexDigest = /^[0-9a-f]{64}$/i;

/** @see Verifier.secretProblem */
const secretProblem = (secret: string): string | null =>
  /^\S{22,200}$/.test(secret)
    ? null
    : 'must be the signing secret of the webhook: 22 to 200 characters, none of them a space';

/** Whether `x-signature` is the HMAC-SHA256 of the body, in hex, by one of the secrets. */
const verify = ({ body, headers }: HookRequest, secrets: readonly string[]): boolean => {
  const given = headers['x-signature'] ?? '';
  if (!hexDigest.test(given)) return false;
  const signature = Buffer.from(given, 'hex');
  return secrets.some(
    (secret) =>
      secretProblem(secret) === null && timingSafeEqual(createHmac('sha256', secret).update(body).digest(), signature),
  );
};

/** Bodies are signed, without a time: a repetition is the same statement, and does no harm. */
export const verifier: Verifier = { system: 'template', secretKind: 'signing', keptHeaders: [], secretProblem, verify };
