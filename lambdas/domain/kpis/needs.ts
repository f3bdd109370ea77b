import type { Need } from './kpi.ts';

/** Anything that tells who is a customer. */
export const membership: Need = [['customer.since'], ['customer.status'], ['subscription.mrr']];
