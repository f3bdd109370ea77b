import type { SourceSettings } from '../../../lambdas/domain/workspaces/settings.ts';
import type { Source } from '../../../lambdas/sources/source.ts';

/**
 * A quarter of a company's deals, event by event, in no system's own form. A teller of each source writes these events as
 * its system sends them; each must lead to the numbers in `expected.ts`, which are computed by hand.
 */

export type Stage = 'first' | 'second' | 'third';
export type Owner = 'ana' | 'ben' | 'cleo';

/** A deal as it is after something happened to it. */
export interface Deal {
  /** 1 to 40. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** The one it is in, or was in before it was closed. */
  readonly stage: Stage;
  readonly outcome: 'open' | 'won' | 'lost';
  /** Epoch milliseconds; null while it is open. */
  readonly closedAt: number | null;
  readonly owner: Owner;
  /** Whole euros. */
  readonly amount: number;
}

export interface StoryEvent {
  /** Epoch milliseconds; whole minutes, so that no system's clock is too coarse for it. */
  readonly at: number;
  readonly kind: 'created' | 'stage' | 'closed' | 'reopened' | 'owner' | 'amount' | 'deleted' | 'merged';
  readonly deal: Deal;
  /** The deal before it; null when it was created. */
  readonly before: Deal | null;
  /** The number of the deal that it was merged into. */
  readonly into?: number;
}

/** One request to a source's address. */
export interface Sent {
  readonly body: Uint8Array;
  /** Lower-cased names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The token in the address, where the system has one. */
  readonly token: string | null;
}

/** How a system tells the story. */
export interface Teller {
  readonly source: Source;
  /** What is configured for it: stages above all. */
  readonly settings: Partial<Pick<SourceSettings, 'account' | 'stages' | 'fields' | 'labels'>>;
  readonly secret: string;
  /** How the system calls stages and owners: the keys of segments. */
  readonly stages: Readonly<Record<Stage, string>>;
  readonly owners: Readonly<Record<Owner, string>>;
  /** The bodies that it sends for these events, in whatever number and grouping is its way. */
  tell(events: readonly StoryEvent[]): readonly Uint8Array[];
  /** A request with a body of `tell`, proven as the system proves it. `url` is what it calls, `now` epoch milliseconds. */
  send(body: Uint8Array, url: string, now: number): Sent;
}
