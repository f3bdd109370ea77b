import { expect } from 'vitest';
import { receive } from '../../../lambdas/flow/receive.ts';
import { sweepWorkspace } from '../../../lambdas/flow/sweep.ts';
import type { World } from '../../support/world.ts';
import { teller as clickup } from '../clickup/tell.ts';
import { teller as dynamics } from '../dynamics/tell.ts';
import { teller as hubspot } from '../hubspot/tell.ts';
import { teller as kommo } from '../kommo/tell.ts';
import { teller as salesforce } from '../salesforce/tell.ts';
import type { Sent, Teller } from './events.ts';

/** Who can tell the story, by system. */
export const tellers: Readonly<Record<string, Teller>> = { clickup, dynamics, hubspot, kommo, salesforce };

/** The source that tells it, in the workspace `acme`. */
export const source = 'crm';
const path = `/hooks/acme/${source}`;

/** What is configured for the source of a teller, and changes to it. */
export const configuredFor = (system: string, { secret, settings }: Teller, change: object = {}) => ({
  currency: 'EUR',
  sources: [{ id: source, system, currency: 'EUR', secrets: [secret], ...settings, ...change }],
});

/** Sends bodies one after the other, and sweeps up what is pending. */
export const deliver = async (world: World, { send }: Teller, bodies: readonly Uint8Array[]): Promise<void> => {
  for (const body of bodies) {
    world.now += 1;
    const { token, ...sent }: Sent = send(body, `${world.services.publicUrl}${path}`, world.now);
    const target = token === null ? path : `${path}/${token}`;
    const hook = { workspace: 'acme', source, method: 'POST', target, token, ...sent };
    expect(await receive(world.services, hook)).toBeDefined();
  }
  expect(await sweepWorkspace(world.services, 'acme', world.now + 1)).toBe(true);
};
