import type { Workspace } from '../../lambdas/domain/ports.ts';
import { configurationSchema } from '../../lambdas/domain/workspaces/schema.ts';

/** A workspace as it would be stored, from what a test cares about. */
export const workspaceOf = (configuration: Record<string, unknown> = {}): Workspace => ({
  configuration: configurationSchema.parse({
    workspace: 'acme',
    timeZone: 'UTC',
    currency: 'USD',
    sources: [{ id: 'standard', system: 'standard' }],
    ...configuration,
  }),
  createdAt: Date.UTC(2020, 0, 1),
  fingerprint: 'sha256:0',
  recipientsSince: {},
  version: 1,
});
