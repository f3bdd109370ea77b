/**
 * The outside world, as the flows see it. Each interface has one real implementation under `adapters/`.
 * Instants are whole milliseconds since the Unix epoch. Every method may reject when its system is out of reach.
 */
export type * from './ports/deliveries.ts';
export type * from './ports/jobs.ts';
export type * from './ports/keys.ts';
export type * from './ports/mail.ts';
export type * from './ports/preferences.ts';
export type * from './ports/queues.ts';
export type * from './ports/records.ts';
export type * from './ports/replays.ts';
export type * from './ports/reviews.ts';
export type * from './ports/workspaces.ts';
