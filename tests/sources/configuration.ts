import type { SourceSettings } from '../../lambdas/domain/workspaces/settings.ts';

/** The least that a source can be configured with, and changes to it. */
export const configured = (system: string, change: Partial<SourceSettings> = {}): SourceSettings => ({
  id: system,
  system,
  secrets: [],
  customers: 'company',
  labels: {},
  fields: {},
  sources: [system],
  timeZone: 'UTC',
  identity: {},
  byEmail: false,
  authority: {},
  ...change,
});
