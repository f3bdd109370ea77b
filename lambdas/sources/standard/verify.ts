import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { HookRequest, Verifier } from '../source.ts';
import { textOf } from '../text.ts';

/** How far the sender's clock may be off, either way, in seconds: what the reference libraries allow. */
const tolerance = 5 * 60;

const signer = (secret: string): Webhook | undefined => {
  try {
    return new Webhook(secret);
  } catch {
    // The library's message quotes nothing that helps and may come to quote the secret.
    return undefined;
  }
};

/** @see Verifier.secretProblem */
const secretProblem = (secret: string): string | null =>
  signer(secret) ? null : 'must be a signing secret: "whsec_" and the key in base64';

const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/**
 * Whether one of the request's `v1` signatures is that of one of the secrets, and its timestamp within five minutes
 * of `now`. The library signs; its own check of the timestamp reads the clock of the machine.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
const verify = ({ body, headers, now }: HookRequest, secrets: readonly string[]): boolean => {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp = '', 'webhook-signature': signatures = '' } = headers;
  if (!id || !/^[1-9]\d{0,11}$/.test(timestamp)) return false;
  const seconds = Number(timestamp);
  if (Math.abs(Math.floor(now / 1000) - seconds) > tolerance) return false;
  const text = textOf(body);
  if (text === undefined) return false;
  const given = signatures.split(' ').map((signature) => Buffer.from(signature));
  return secrets.some((secret) => {
    const expected = signer(secret)?.sign(id, new Date(seconds * 1000), text);
    return expected !== undefined && given.some((signature) => same(signature, Buffer.from(expected)));
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
