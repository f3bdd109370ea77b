import type { DayCount, Workspace } from '../ports.ts';
import type { Period } from '../periods/period.ts';
import type { RecordType } from '../records/vocabulary.ts';
import type { ReviewDocument, Scope } from './document.ts';

/** One record as a review reads it. */
export interface ReadRecord {
  readonly source: string;
  readonly type: RecordType;
  readonly id: string;
  /** As `records/encode.ts` writes it. */
  readonly state: string;
  /** When the write that last changed it was made, epoch milliseconds. */
  readonly changedAt: number;
}

export interface ReviewRequest {
  readonly workspace: Workspace;
  readonly period: Period;
  /** One document for each; `null` is the whole workspace. */
  readonly scopes: readonly (Scope | null)[];
  /** The instant of the computation, epoch milliseconds. */
  readonly asOf: number;
  /** Counts of each source over the period's days. */
  readonly received: Readonly<Record<string, readonly DayCount[]>>;
  /** For each scope (by `scopeName`) the review of the previous period as it was sent, to tell what moved since. */
  readonly sentBefore: Readonly<Record<string, ReviewDocument>>;
}

/**
 * A review in the making. First every record with a merge or an alias is linked, then every record of each phase
 * is added, phase after phase, within a phase in any order; then it is finished. Nothing is kept of a record but
 * what its measures need.
 */
export interface ReviewComputation {
  readonly phases: readonly (readonly RecordType[])[];
  link(record: ReadRecord): void;
  add(record: ReadRecord): void;
  /** The documents, in the order of the request's scopes, all of version 0 and without an id. */
  finish(): ReviewDocument[];
}
