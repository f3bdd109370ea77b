import { hookOf, leadWith } from './fixture.ts';
import { factsIn, recordsOf } from './records.ts';

/** Epoch seconds of the lead's creation. */
export const created = 1790000000;

/** Epoch milliseconds of so many seconds after the creation. */
export const at = (second: number): number => (created + second) * 1000;

/** A hook that tells of a status so many seconds after the creation. */
export const hook = (action: string, second: number, status: string, change: Record<string, unknown> = {}): string => {
  const time = String(created + second);
  return hookOf(action, leadWith({ status_id: status, updated_at: time, last_modified: time, ...change }));
};

export const deal = (bodies: string[], settings = {}) => factsIn(bodies, settings)['deal 900'];
export const lead = (bodies: string[], settings = {}) => factsIn(bodies, settings)['lead 900'];
export const stages = (bodies: string[]) => recordsOf(bodies).get('deal 900')?.history('stage');
