import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe } from 'vitest';
import { needsShared } from './summary.ts';

/** Where something of the shared data sets and real payloads is; they are no part of the project. */
export const shared = (name: string): string => path.resolve(process.env.QUARTERDECK_SHARED ?? '../shared', name);

/** A suite that needs something of them: skipped where it is not at hand, under a name that says so. */
export const describeShared = (suite: string, name: string, tests: () => void): void => {
  describe.skipIf(!existsSync(shared(name)))(`${suite} ${needsShared}`, tests);
};
