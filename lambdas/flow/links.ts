import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../domain/ports.ts';

/**
 * Signed links, `workspace.send.expiry.keyId.signature`, for readers without an account. The expiry is in seconds
 * since the epoch, base 36; the signature is HMAC-SHA256, base64url, over the purpose and all before it. They hold no
 * address and no number: whom and what they are of is in the ledger, and whoever has left the configuration is refused
 * there.
 */

/** `visit` opens the page of a workspace too, by a page: such a link was mailed to nobody, and opens less. */
export type LinkPurpose = 'review' | 'preferences' | 'workspace' | 'visit';

export interface LinkPayload {
  readonly workspace: string;
  /** The id of the send that the link was mailed with. */
  readonly send: string;
  /** Epoch milliseconds, whole seconds. */
  readonly expiresAt: number;
}

const validMs = 400 * 86_400_000;

/** When links made now end, epoch milliseconds. */
export const linkExpiry = (now: number): number => now + validMs;

/** When a link was made, to the second before. One that is signed for less counts as made earlier. */
export const linkMadeAt = ({ expiresAt }: LinkPayload): number => expiresAt - validMs;

const signatureOf = (key: string, purpose: LinkPurpose, signed: string): string =>
  createHmac('sha256', key).update(`${purpose}.${signed}`).digest('base64url');

/**
 * Texts are compared, not the bytes that they stand for: base64url decodes leniently, and a token would open in other
 * spellings than the one that was mailed.
 */
const isSame = (given: string, expected: string): boolean => {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** @throws Error when the deployment has no key to sign links with */
export const signLink = async (
  { secrets }: { readonly secrets: Pick<Secrets, 'links'> },
  purpose: LinkPurpose,
  { workspace, send, expiresAt }: LinkPayload,
): Promise<string> => {
  const [current] = await secrets.links();
  if (!current)
    throw new Error('The deployment has no key that signs links. Deploy it again, or add one to its secrets.');
  const signed = [workspace, send, Math.floor(expiresAt / 1000).toString(36), current.id].join('.');
  return `${signed}.${signatureOf(current.key, purpose, signed)}`;
};

/** What a token says; `null` when it was not signed here for this purpose, or has expired. */
export const openLink = async (
  { secrets, clock }: { readonly secrets: Pick<Secrets, 'links'>; readonly clock: () => number },
  purpose: LinkPurpose,
  token: string,
): Promise<LinkPayload | null> => {
  const parts = token.split('.');
  const [workspace, send, expiry, keyId, signature] = parts;
  if (parts.length !== 5 || !workspace || !send || !expiry || !keyId || !signature) return null;
  const known = (await secrets.links()).find(({ id }) => id === keyId);
  if (!known) return null;
  if (!isSame(signature, signatureOf(known.key, purpose, parts.slice(0, 4).join('.')))) return null;
  const expiresAt = Number.parseInt(expiry, 36) * 1000;
  return expiresAt > clock() ? { workspace, send, expiresAt } : null;
};
