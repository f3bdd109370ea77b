import type { DayCount, DeliveryKey } from '../../lambdas/domain/ports.ts';
import { countsOf } from '../../lambdas/flow/counts.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { start } from './world.ts';

const day = 86_400_000;

/** What of a source of `acme` was received within a day of `start` and is not settled yet. */
export const pendingOf = async ({ deliveries }: Services, source = 'standard'): Promise<DeliveryKey[]> => {
  const keys: DeliveryKey[] = [];
  for await (const { key, outcome } of deliveries.received('acme', source, start - day, start + day))
    if (outcome === null) keys.push(key);
  return keys;
};

/** The counts of a source of `acme` on the day of `start`, the one before and the one after. */
export const countsNear = (services: Services, source = 'standard'): Promise<DayCount[]> =>
  countsOf(services, { workspace: 'acme', source, createdAt: start }, start - day, start + day + 1);
