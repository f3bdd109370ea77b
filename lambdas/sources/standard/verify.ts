import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest, Verifier } from '../source.ts';

/** How far the sender's clock may be off, either way, in seconds: what the reference libraries allow. */
const tolerance = 5 * 60;
const prefix = 'whsec_';
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The key of a secret: what stands behind `whsec_`, which may be left out, in base64. */
const keyOf = (secret: string): Buffer | undefined => {
  const encoded = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret;
  return encoded !== '' && base64.test(encoded) ? Buffer.from(encoded, 'base64') : undefined;
};

/** @see Verifier.secretProblem */
const secretProblem = (secret: string): string | null =>
  keyOf(secret) ? null : 'must be a signing secret: "whsec_" and the key in base64';

const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/**
 * Whether one of the request's `v1` signatures is that of one of the secrets, and its timestamp within five minutes
 * of `now`. Signed is `<id>.<timestamp>.<body>`, the body byte for byte, by HMAC-SHA256. The reference library computes
 * it in JavaScript, which shows in the time of every webhook; the tests hold this to what that library signs.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
const verify = ({ body, headers, now }: HookRequest, secrets: readonly string[]): boolean => {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp = '', 'webhook-signature': signatures = '' } = headers;
  if (!id || !/^[1-9]\d{0,11}$/.test(timestamp)) return false;
  if (Math.abs(Math.floor(now / 1000) - Number(timestamp)) > tolerance) return false;
  const given = signatures.split(' ').map((signature) => Buffer.from(signature));
  return secrets.some((secret) => {
    const key = keyOf(secret);
    if (!key) return false;
    const digest = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
    const expected = Buffer.from(`v1,${digest}`);
    return given.some((signature) => same(signature, expected));
  });
};

/** Bodies are signed, and the signature is in the headers of Standard Webhooks. */
export const verifier: Verifier = {
  system: 'standard',
  secretKind: 'signing',
  keptHeaders: [],
  secretProblem,
  verify,
};
