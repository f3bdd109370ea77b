import type { Configuration, Recipient } from '../domain/workspaces/schema.ts';

export interface Preferences {
  readonly configuration: Configuration;
  readonly recipient: Recipient;
  readonly subscribed: boolean;
  /** Whether this answers a POST, and so confirms what it did. */
  readonly confirmed: boolean;
}

/**
 * The page at `/u/{token}`. Its form posts to its own address: `subscribe=no` to unsubscribe, `subscribe=yes` to
 * come back.
 */
export const renderPreferences = (preferences: Preferences): string => preferences.recipient.email;
