import type { Attachment, Subscription } from '../workspaces/schema.ts';

/**
 * What the owner of a mailbox chose without an account, and what became of mails to it. What is absent is as the
 * configuration says. Instants are epoch milliseconds.
 */
export interface Preferred {
  /** Since when nothing is mailed to it; `null` where it is. */
  readonly unsubscribedAt: number | null;
  /** What the mail system reported that ended it; absent where its owner did. */
  readonly stoppedBy?: 'bounced' | 'complained';
  /** When its owner came back, the last time. */
  readonly subscribedAt?: number;
  readonly cadences?: readonly Subscription[];
  /** Of each: what ends after this instant is owed; absent is as the configuration says. */
  readonly cadencesSince?: Readonly<Partial<Record<Subscription, number>>>;
  /** When each that they do not take was dropped. */
  readonly cadencesLeft?: Readonly<Partial<Record<Subscription, number>>>;
  /** A language tag. */
  readonly locale?: string;
  readonly attachments?: readonly Attachment[];
  /** The first local day, `YYYY-MM-DD`, on which mails go out again. */
  readonly pausedUntil?: string;
}

/** What is absent stays as it is; `null` takes a choice back. */
export type PreferredChange = { readonly [Name in keyof Preferred]?: Preferred[Name] | null };

/** By workspace and mailbox, in whatever case its address is written. */
export interface Preferences {
  get(workspace: string, mailbox: string): Promise<Preferred | undefined>;
  /** One write; at least one choice is named. */
  change(workspace: string, mailbox: string, change: PreferredChange): Promise<void>;
  /** Ends all links of a mailbox, or of all of the workspace's (`null`), that were signed up to an instant. */
  revokeLinks(workspace: string, mailbox: string | null, until: number): Promise<void>;
  /** The latest of the instants up to which its links have ended; 0 where none have. */
  linksRevokedUntil(workspace: string, mailbox: string): Promise<number>;
}
