import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const quick = ['tests/domain/**', 'tests/sources/**', 'tests/rendering/**', 'tests/cli/**', 'tests/mutants/**'];
const stored = ['tests/flow/**', 'tests/http/**'];
const whole = [
  'tests/adapters/**',
  'tests/handlers/**',
  'tests/docs/**',
  'tests/infra/**',
  'tests/local/**',
  'tests/acceptance/**',
];

const testsIn = (folders: string[]): string[] => folders.map((folder) => `${folder}/*.test.ts`);

const minute = 60_000;

/** These replace no module and set no variable, so that a worker loads the code once for all of its files. */
const sharing = { isolate: false };
/** Pure code and what needs no other process. */
const unit = { name: 'unit', include: testsIn(quick), testTimeout: minute / 2, ...sharing };
/** The flows and the API on a database. */
const flows = { name: 'flows', include: testsIn(stored), testTimeout: minute, hookTimeout: minute, ...sharing };
/** The database, the handlers, the whole system in one process. */
const system = { name: 'system', include: testsIn(whole), testTimeout: minute, hookTimeout: minute };
/** Pages and mails in a real browser. */
const browser = {
  name: 'browser',
  include: testsIn(['tests/browser/**']),
  testTimeout: minute,
  hookTimeout: minute,
};
/** The laws once more, on many more random cases: `npm run test:deep`. */
const deep = {
  name: 'deep',
  include: testsIn([...quick, ...stored, ...whole]),
  setupFiles: ['tests/support/deep.ts'],
  testTimeout: 20 * minute,
  hookTimeout: 20 * minute,
};

const projects = process.env.QUARTERDECK_DEEP_RUNS ? [deep] : [unit, flows, system, browser];

export default defineConfig({
  test: {
    // Every core: much of the time is spent waiting for processes, a database and a browser.
    maxWorkers: availableParallelism(),
    reporters: ['default', './tests/support/summary.ts'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', POWERTOOLS_LOG_LEVEL: 'SILENT' },
    projects: projects.map((test) => ({ extends: true, test })),
  },
});
