import type { SourceConfiguration } from '../../lambdas/domain/workspaces/schema.ts';

/** The least that a source can be configured with, and changes to it. */
export const configured = (system: string, change: Partial<SourceConfiguration> = {}): SourceConfiguration => ({
  id: system,
  system,
  secrets: [],
  labels: {},
  fields: {},
  ...change,
});
