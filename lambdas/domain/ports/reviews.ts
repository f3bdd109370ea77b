import type { Cadence, ReviewDocument, Scope } from '../reviews/document.ts';
import type { Send, SendKey, SendState } from '../reviews/send.ts';

export interface ReviewAddress {
  readonly workspace: string;
  readonly cadence: Cadence;
  /** The period's first local day, `YYYY-MM-DD`; a range is told by both its days. */
  readonly start: string;
  readonly scope: Scope | null;
}

export interface ReviewSummary {
  readonly id: string;
  readonly cadence: Cadence;
  readonly period: string;
  readonly scope: Scope | null;
  readonly version: number;
  readonly status: 'closed' | 'running';
  readonly computedAt: string;
}

export interface Reviews {
  /** False when that version exists; a review is never replaced. */
  put(document: ReviewDocument): Promise<boolean>;
  get(address: ReviewAddress, version: number): Promise<ReviewDocument | undefined>;
  latest(address: ReviewAddress): Promise<ReviewDocument | undefined>;
  /** Newest first, by the period's start, then version. `cursor` is what the page before answered. */
  list(workspace: string, limit: number, cursor?: string): Promise<{ items: ReviewSummary[]; cursor: string | null }>;
}

/** The ledger of sends: one entry a key, states moved by conditional writes only. */
export interface Ledger {
  /** False when the key exists. */
  open(send: Send): Promise<boolean>;
  get(key: SendKey): Promise<Send | undefined>;
  /** Found by the id that travels with the message as an SES tag. */
  find(workspace: string, id: string): Promise<Send | undefined>;
  /**
   * Moves it if it is still in one of `from` and, where `heard` is given, that is still its feedback; false when it is
   * not.
   */
  move(
    key: SendKey,
    from: readonly SendState[],
    change: Partial<Send> & { readonly state: SendState },
    heard?: string | null,
  ): Promise<boolean>;
  /** All of a workspace, the newest period first. */
  list(workspace: string): Promise<Send[]>;
}
