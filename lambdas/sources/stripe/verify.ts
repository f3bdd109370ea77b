import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest, Verifier } from '../source.ts';

/** How far Stripe's clock may be off, either way, in seconds: what its own libraries allow to the past. */
const tolerance = 5 * 60;
const hexDigest = /^[0-9a-f]{64}$/;

/** @see Verifier.secretProblem */
const secretProblem = (secret: string): string | null =>
  /^whsec_[!-~]{8,200}$/.test(secret)
    ? null
    : 'must be the signing secret of the webhook endpoint, as Stripe shows it: "whsec_" and what follows';

/** The values of one name in `t=…,v1=…,v1=…,v0=…`. */
const valuesOf = (header: string, name: string): string[] =>
  header
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));

/**
 * Whether one of the `v1` signatures of `stripe-signature` is that of one of the secrets, and its time within five minutes of
 * `now`. Signed is `<t>.<body>`, the body byte for byte, by HMAC-SHA256 in hex. The key is the whole secret as text, `whsec_`
 * included: nothing of it is decoded.
 *
 * @see https://docs.stripe.com/webhooks#verify-manually
 */
const verify = ({ body, headers, now }: HookRequest, secrets: readonly string[]): boolean => {
  const { 'stripe-signature': header = '' } = headers;
  const [timestamp = '', ...others] = valuesOf(header, 't');
  if (others.length > 0 || !/^[1-9]\d{0,11}$/.test(timestamp)) return false;
  if (Math.abs(Math.floor(now / 1000) - Number(timestamp)) > tolerance) return false;
  const given = valuesOf(header, 'v1')
    .filter((signature) => hexDigest.test(signature))
    .map((signature) => Buffer.from(signature, 'hex'));
  return secrets.some((secret) => {
    if (secretProblem(secret) !== null) return false;
    const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
    return given.some((signature) => timingSafeEqual(signature, expected));
  });
};

/** Bodies are signed, with their time, by the secret of the endpoint. */
export const verifier: Verifier = { system: 'stripe', secretKind: 'signing', keptHeaders: [], secretProblem, verify };
