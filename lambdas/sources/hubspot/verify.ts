import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest, Verifier } from '../source.ts';
import { textOf } from '../text.ts';

/** How far HubSpot's clock may be off, either way, in milliseconds. */
const tolerance = 5 * 60 * 1000;

/** @see Verifier.secretProblem */
const secretProblem = (secret: string): string | null =>
  /^[\x21-\x7e]{16,200}$/.test(secret)
    ? null
    : 'must be the client secret of the HubSpot app: 16 to 200 characters, none of them a space';

const same = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** `: / ? @ ! $ ' ( ) * , ;`: what HubSpot decodes in the address before it signs, and nothing else. */
const decodedBySigner = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

const decoded = (url: string): string => url.replace(decodedBySigner, (escaped) => decodeURIComponent(escaped));

/** Base64 of HMAC-SHA256 over `<METHOD><URI><body><timestamp>`. The timestamp is in epoch milliseconds. */
const isSigned = ({ method, url, body, headers, now }: HookRequest, secrets: readonly string[]): boolean => {
  const { 'x-hubspot-signature-v3': given = '', 'x-hubspot-request-timestamp': timestamp = '' } = headers;
  if (!/^[1-9]\d{0,14}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > tolerance) return false;
  // HubSpot's own library signs the address as it is written, its documentation the decoded one.
  const addresses = new Set([url, decoded(url)]);
  const signed = (secret: string, address: string): string =>
    createHmac('sha256', secret).update(`${method}${address}`).update(body).update(timestamp).digest('base64');
  return secrets.some((secret) => [...addresses].some((address) => same(given, signed(secret, address))));
};

/** What stands between secret and body in a hash of each version; where none is named it may be either. */
const infixes = ({ method, url, headers }: HookRequest): readonly string[] => {
  const byVersion = { v1: '', v2: `${method}${url}` };
  const { 'x-hubspot-signature-version': version } = headers;
  if (version === undefined) return Object.values(byVersion);
  return version === 'v1' || version === 'v2' ? [byVersion[version]] : [];
};

/**
 * Hex of SHA-256 over `<secret><body>` (v1) or `<secret><METHOD><URI><body>` (v2). Such a hash can be extended by who does
 * not know the secret, with bytes that are no UTF-8: hence only text is believed.
 */
const isHashed = (request: HookRequest, secrets: readonly string[]): boolean => {
  const { 'x-hubspot-signature': given = '' } = request.headers;
  const hashed = (secret: string, infix: string): string =>
    createHash('sha256').update(`${secret}${infix}`).update(request.body).digest('hex');
  return (
    secrets.some((secret) => infixes(request).some((infix) => same(given, hashed(secret, infix)))) &&
    textOf(request.body) !== undefined
  );
};

/** HubSpot signs with the client secret of the app that holds the subscriptions, in up to three ways at once. */
export const verifier: Verifier = {
  system: 'hubspot',
  secretKind: 'signing',
  keptHeaders: [],
  secretProblem,
  verify(request, secrets) {
    const usable = secrets.filter((secret) => secretProblem(secret) === null);
    // The newest is the only one that is bound to an address and a time: where it is there, it decides.
    return request.headers['x-hubspot-signature-v3'] === undefined
      ? isHashed(request, usable)
      : isSigned(request, usable);
  },
};
