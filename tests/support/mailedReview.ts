import { expect } from 'vitest';
import { mailLinks } from '../../lambdas/flow/mailLinks.ts';
import { openSends } from '../../lambdas/flow/openSends.ts';
import { storeReview } from '../../lambdas/flow/storeReview.ts';
import type { Links } from '../../lambdas/rendering/render.ts';
import { reviewOf } from './review.ts';
import type { World } from './world.ts';

/** Queues October's review of `acme` to a recipient of the whole workspace; answers the links that are mailed with it. */
export const mailedReview = async ({ services, now }: World, recipient: string): Promise<Required<Links>> => {
  const address = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null } as const;
  await storeReview(services, address, reviewOf([], { period: '2026-10' }));
  const addressee = { recipient, address, period: '2026-10', version: 1 };
  await openSends(services, [addressee], { asOf: now, byHand: false });
  const send = (await services.ledger.list('acme')).find((one) => one.recipient === recipient);
  const links = await mailLinks(services, send ?? expect.fail('nothing was queued'), true);
  return { ...links, workspace: links.workspace ?? expect.fail('no link to the workspace') };
};
