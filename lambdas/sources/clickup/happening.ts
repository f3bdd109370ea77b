import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import type { Said } from '../statement.ts';
import type { Kind } from './kinds.ts';

/** One thing that happened to a task. */
export interface Happening {
  /** The task. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Its own id, which grows with time: it orders what happened within a millisecond, and does so whenever it comes. */
  readonly seq: string | undefined;
  readonly item: unknown;
  /** The list that the task was in. */
  readonly list: string | undefined;
  readonly kind: Kind;
  readonly settings: SourceSettings;
}

/** The field that tells when a task was made; of an onboarding that is when it starts. */
export const madeField = (kind: Kind): 'onboardingStartedAt' | 'createdAt' =>
  kind === 'onboarding' ? 'onboardingStartedAt' : 'createdAt';

/** A task that is made. */
export const made = (kind: Kind, instant: number): Said => ({ [madeField(kind)]: new Date(instant) });
