import type { Teller } from '../story/events.ts';

/** The three systems by what they are to a company. */
export type System = 'crm' | 'billing' | 'desk';

/** Something that a system sends, or that somebody posts for it. */
export interface Sending {
  readonly system: System;
  readonly body: Uint8Array;
  /** How its system proves it; absent of what is posted. */
  readonly send?: Teller['send'];
  /** Whether it says which records of several systems are one. */
  readonly ties: boolean;
}

/** Epoch milliseconds of a day of 2026, `07-05`, at nine in the morning in UTC, or of `07-05T23:30`. */
export const on = (day: string): number => Date.parse(`2026-${day.includes('T') ? day : `${day}T09:00`}:00Z`);
