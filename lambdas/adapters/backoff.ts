import { setTimeout } from 'node:timers/promises';

const firstMs = 50;
const longestMs = 2000;

/** Waits before attempt `attempt` (1 is the first repetition): a random share of a delay that doubles, 2 s at most. */
export const backoff = (attempt: number): Promise<void> =>
  setTimeout(Math.random() * Math.min(longestMs, firstMs * 2 ** attempt));
