/** What came of handing a message to the mail system. */
export type Posted =
  | { readonly outcome: 'sent'; readonly messageId: string }
  /** Not taken and never will be: the reason is the system's own. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** Certainly not taken: too many at once, or no connection. May be tried again within minutes. */
  | { readonly outcome: 'retry'; readonly reason: string }
  /** Certainly not taken, as nothing is for hours, whatever the message: the quota is used up, or sending is paused. */
  | { readonly outcome: 'later'; readonly reason: string }
  /** The answer was lost: it may have been taken. */
  | { readonly outcome: 'uncertain'; readonly reason: string };

export interface Mailer {
  /** `tags` travel with the message and come back with every event about it. */
  post(message: Uint8Array, from: string, to: string, tags: Readonly<Record<string, string>>): Promise<Posted>;
}

/** How much the mail account of the deployment may send. */
export interface MailQuota {
  /** Mails in 24 hours; `null` when there is no limit. */
  readonly daily: number | null;
  /** Mails in the last 24 hours. */
  readonly sent: number;
  /** It is the stand-in of a laptop that answers, so that this says nothing of a real account. */
  readonly standIn: boolean;
}

/** Whether the mail system believes that a name, a domain or an address, is ours. */
export type Verification = 'verified' | 'pending' | 'failed' | 'absent';

/** Whether mails from a domain are signed by it (DKIM). */
export interface Signing {
  readonly state: 'signing' | 'off' | 'pending' | 'failed' | 'absent';
  /** Each makes a DNS record that is to be set. */
  readonly tokens: readonly string[];
}

/** What is asked of the mail account of the deployment; nothing here changes it or mails anything. */
export interface MailAccount {
  quota(): Promise<MailQuota>;
  /** False when the account may send nothing at all for now. */
  sendingEnabled(): Promise<boolean>;
  /** By name, as it was given. */
  verification(names: readonly string[]): Promise<ReadonlyMap<string, Verification>>;
  /** By name, as it was given. */
  signing(domains: readonly string[]): Promise<ReadonlyMap<string, Signing>>;
}
