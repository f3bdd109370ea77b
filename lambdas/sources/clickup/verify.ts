import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest, Verifier } from '../source.ts';

/** @see Verifier.secretProblem */
const secretProblem = (secret: string): string | null =>
  /^[!-~]{1,200}$/.test(secret)
    ? null
    : 'must be the secret of a webhook, or a token for automations: 1 to 200 characters, none of them a space';

const digest = /^[0-9a-f]{64}$/i;

/** By its type, since a list of one would pass for its text. */
const bytesOf = (hexadecimal: string | null | undefined): Buffer | undefined =>
  typeof hexadecimal === 'string' && digest.test(hexadecimal) ? Buffer.from(hexadecimal, 'hex') : undefined;

/**
 * Whether the request is signed with one of the secrets, or has one in its path. Signed are the bytes of the body, by
 * HMAC-SHA256 in hexadecimal, without a time. Automations sign nothing as far as anybody knows, so that the token
 * in the address stands in.
 *
 * @see https://developer.clickup.com/docs/webhooksignature
 */
const verify = ({ body, headers, tokenHash }: HookRequest, secrets: readonly string[]): boolean => {
  const signature = bytesOf(headers['x-signature']);
  const token = bytesOf(tokenHash);
  return secrets.some((secret) => {
    if (secretProblem(secret) !== null) return false;
    const isSigned = signature && timingSafeEqual(createHmac('sha256', secret).update(body).digest(), signature);
    return isSigned || (token !== undefined && timingSafeEqual(createHash('sha256').update(secret).digest(), token));
  });
};

/** Webhooks are signed; automations have a token in their address. */
export const verifier: Verifier = {
  system: 'clickup',
  secretKind: 'signing',
  alsoToken: true,
  keptHeaders: [],
  secretProblem,
  verify,
};
