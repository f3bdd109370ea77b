import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest, Verifier } from '../source.ts';

/** How far Zendesk's clock may be off, either way, in milliseconds. Zendesk itself names no limit. */
const tolerance = 5 * 60 * 1000;
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** @see Verifier.secretProblem */
const secretProblem = (secret: string): string | null =>
  /^[!-~]{22,200}$/.test(secret)
    ? null
    : 'must be the signing secret of the webhook, as Zendesk shows it: 22 to 200 characters, none of them a space';

/**
 * Whether the request is signed with one of the secrets, at most five minutes off `now`. Signed is the timestamp as it is written
 * and, with nothing between, the body byte for byte, by HMAC-SHA256 in base64. The key is the secret as text: it looks like
 * base64, and is not decoded.
 *
 * @see https://developer.zendesk.com/documentation/webhooks/verifying/
 */
const verify = ({ body, headers, now }: HookRequest, secrets: readonly string[]): boolean => {
  const { 'x-zendesk-webhook-signature': given = '', 'x-zendesk-webhook-signature-timestamp': timestamp = '' } =
    headers;
  // What has the form and is no instant is NaN, which is within no tolerance.
  if (!iso.test(timestamp) || !(Math.abs(now - Date.parse(timestamp)) <= tolerance)) return false;
  const signature = Buffer.from(given);
  return secrets.some((secret) => {
    if (secretProblem(secret) !== null) return false;
    const digest = createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
    const expected = Buffer.from(digest);
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  });
};

/** Bodies are signed, with their time, by the secret of the webhook. */
export const verifier: Verifier = { system: 'zendesk', secretKind: 'signing', keptHeaders: [], secretProblem, verify };
