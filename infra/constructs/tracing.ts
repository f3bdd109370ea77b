import { type FunctionName, functionNames } from './functionNames.ts';

/** Whose invocations are traced, other than by default: all functions', or none's. */
export const tracings = ['all', 'none'] as const;

export type Tracing = (typeof tracings)[number];

/** Run for each webhook. Their traces would be a third of the bill of a million webhooks a month, and are all alike. */
const often: ReadonlySet<FunctionName> = new Set(['receive', 'translate']);

/** The functions whose invocations X-Ray records: by default those that run seldom. */
export const tracedFunctions = (tracing?: Tracing): ReadonlySet<FunctionName> => {
  const isTraced: Readonly<Record<Tracing | 'seldom', (name: FunctionName) => boolean>> = {
    all: () => true,
    none: () => false,
    seldom: (name) => !often.has(name),
  };
  return new Set(functionNames.filter(isTraced[tracing ?? 'seldom']));
};
