import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Services } from '../../flow/services.ts';
import type { Part } from '../compose.ts';
import { logger as log } from '../logger.ts';
import { metrics as counts } from '../metrics.ts';

/** What the process itself gives: its log, its clock, its time. */

export const logger: Part<Services['logger']> = { needs: [], make: () => log };

export const metrics: Part<Services['metrics']> = { needs: [], make: () => counts };

export const clock: Part<Services['clock']> = { needs: [], make: () => Date.now };

export const randomId: Part<Services['randomId']> = { needs: [], make: () => randomUUID };

export const pause: Part<Services['pause']> = {
  needs: [],
  make: () => async (milliseconds) => {
    await setTimeout(milliseconds);
  },
};

/** API Gateway gives a request 30 seconds; this leaves room for a cold start. */
export const patienceMs: Part<Services['patienceMs']> = { needs: [], make: () => 20_000 };

export const publicUrl: Part<Services['publicUrl'], 'publicUrl'> = {
  needs: ['publicUrl'],
  make: ({ publicUrl: url }) => url,
};
