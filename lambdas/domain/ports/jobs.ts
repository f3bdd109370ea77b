import type { Mistake } from '../workspaces/mistakes.ts';
import type { DayCount } from './workspaces.ts';

export interface Job {
  readonly id: string;
  readonly workspace: string;
  readonly status: 'queued' | 'done' | 'failed';
  readonly createdAt: number;
  /** Path of what it made, `/v1/workspaces/acme/reviews/2026-10`. */
  readonly result: string | null;
  readonly reason: string | null;
  /** What of the question was wrong, where it failed for that. */
  readonly mistakes?: readonly Mistake[];
  /** What it found, where that is kept nowhere else: JSON, deflated, in base64. */
  readonly answer?: string;
  /** How far it has come, where that is known. */
  readonly progress?: { readonly done: number; readonly of: number };
  /** Of a replay: the counts of its source when it was asked for, and once it is done. */
  readonly counts?: { readonly before: ReplayCounts; readonly after: ReplayCounts | null };
  /** Of a test: the address that it is mailed to. */
  readonly to?: string;
  /** Of a test: what the mail system reported of it since. */
  readonly heard?: Heard;
}

/** What the mail system reported last of a mail that is no send. */
export interface Heard {
  readonly kind: 'sent' | 'delayed' | 'delivered' | 'bounced' | 'complained' | 'refused';
  /** In a sentence, of what is not well. */
  readonly reason: string | null;
}

export type ReplayCounts = Pick<DayCount, 'deliveries' | 'observations' | 'failed' | 'wrongAccount'>;

export interface Jobs {
  /** All of it but what is heard of it, which comes in between. */
  put(job: Job): Promise<void>;
  get(id: string): Promise<Job | undefined>;
  /**
   * Enters what was reported of a test's mail; false when there is news already that it does not supersede.
   *
   * @param at epoch milliseconds
   */
  hear(id: string, heard: Heard, supersedes: readonly Heard['kind'][], at: number): Promise<boolean>;
}
