import { defineConfig } from 'vitest/config';

const quick = ['tests/domain/**', 'tests/sources/**', 'tests/rendering/**', 'tests/cli/**'];
const whole = [
  'tests/adapters/**',
  'tests/flow/**',
  'tests/http/**',
  'tests/handlers/**',
  'tests/local/**',
  'tests/acceptance/**',
];

const testsIn = (folders: string[]): string[] => folders.map((folder) => `${folder}/*.test.ts`);

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/summary.ts'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', POWERTOOLS_LOG_LEVEL: 'SILENT' },
    projects: [
      // Pure code and what needs no other process.
      { extends: true, test: { name: 'unit', include: testsIn(quick) } },
      // The database, the handlers, the whole system in one process.
      { extends: true, test: { name: 'system', include: testsIn(whole), testTimeout: 60_000, hookTimeout: 60_000 } },
      // Pages and mails in a real browser.
      {
        extends: true,
        test: { name: 'browser', include: testsIn(['tests/browser/**']), testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
});
