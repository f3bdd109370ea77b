import type { Cadence, Scope } from './document.ts';

/**
 * `queued` → `sending` (one conditional write, before the call) → `sent`, `refused` or `uncertain`.
 * `skipped` was never to be mailed by itself; it can be sent by hand.
 */
export type SendState = 'queued' | 'sending' | 'sent' | 'refused' | 'uncertain' | 'skipped';

/** What makes a send the one it is: changing zone, fiscal year or hour never makes due what was sent. */
export interface SendKey {
  readonly workspace: string;
  readonly cadence: Cadence;
  /** The period's first local day, `YYYY-MM-DD`; for a range `YYYY-MM-DD..YYYY-MM-DD`. */
  readonly start: string;
  readonly scope: Scope | null;
  /** The recipient's address. */
  readonly recipient: string;
}

/** One review to one recipient: an entry of the ledger. Instants are epoch milliseconds. */
export interface Send extends SendKey {
  /** Opaque and safe in a tag or a URL; derived from the key. */
  readonly id: string;
  readonly period: string;
  readonly state: SendState;
  /**
   * Why it is refused, uncertain or skipped, or waits again although it was handed over: a `SendReason`, or the mail
   * system's own words.
   */
  readonly reason: string | null;
  /** The version of the review that is mailed. */
  readonly version: number;
  readonly messageId: string | null;
  readonly subject: string | null;
  readonly attempts: number;
  readonly queuedAt: number;
  readonly changedAt: number;
  /** What the mail system reported since: `delivered`, `bounced`, `complained`, `delayed`. */
  readonly feedback: string | null;
}
