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
}

export type ReplayCounts = Pick<DayCount, 'deliveries' | 'observations' | 'failed' | 'wrongAccount'>;

export interface Jobs {
  put(job: Job): Promise<void>;
  get(id: string): Promise<Job | undefined>;
}
