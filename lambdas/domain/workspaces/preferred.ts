import { wallDate } from '../periods/wallDate.ts';
import type { Preferred } from '../ports.ts';
import type { Recipient, Subscription } from './schema.ts';

/** A recipient as they want it: what the configuration says, with what they chose in its place. */
export const asPreferred = (recipient: Recipient, preferred: Preferred | undefined): Recipient => {
  const { cadences, locale, attachments } = preferred ?? {};
  return {
    ...recipient,
    ...(cadences && { reviews: [...cadences] }),
    ...(locale !== undefined && { locale }),
    ...(attachments && { attachments: [...attachments] }),
  };
};

/** Ends of periods of a cadence that are owed are greater than this instant, by what its reader chose; 0 from the first on. */
export const chosenAt = (preferred: Preferred | undefined, subscription: Subscription): number =>
  preferred?.cadencesSince?.[subscription] ?? 0;

/** Why nothing is mailed to someone, as the ledger says it. */
export type NoMail = 'unsubscribed' | 'bounced' | 'complained' | 'paused';

/**
 * Why nothing is mailed at an instant, or `null`.
 *
 * @param now epoch milliseconds
 */
export const whyNoMail = (preferred: Preferred | undefined, now: number, timeZone: string): NoMail | null => {
  if (!preferred) return null;
  const { unsubscribedAt, stoppedBy = 'unsubscribed', pausedUntil } = preferred;
  if (unsubscribedAt !== null) return stoppedBy;
  return pausedUntil !== undefined && wallDate(now, timeZone) < pausedUntil ? 'paused' : null;
};
