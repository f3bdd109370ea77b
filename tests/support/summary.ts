import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** In the name of every suite that needs the shared data sets, which are no part of the project. */
export const needsShared = '(needs the shared data sets)';

/** Set where they are not at hand and all else is required all the same. */
const withoutShared = process.env.QUARTERDECK_WITHOUT_SHARED === '1';

const nameOf = (test: TestCase): string => `${test.module.relativeModuleId} > ${test.fullName}`;

/**
 * Closes a run with one plain line of counts, and names every skipped test before it. Where nothing may be skipped
 * (QUARTERDECK_REQUIRE_ALL=1, as in CI) a skipped test fails the run, but for those of the shared data sets where
 * QUARTERDECK_WITHOUT_SHARED=1 says that they are not at hand.
 */
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export
export default class Summary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const inState = (state: 'passed' | 'failed' | 'skipped'): TestCase[] =>
      modules.flatMap((module) => [...module.children.allTests(state)]);
    const skipped = inState('skipped').map(nameOf);
    if (skipped.length > 0) process.stdout.write(`\nSkipped here:\n${skipped.map((name) => `  ${name}\n`).join('')}`);
    const excused = withoutShared ? skipped.filter((name) => name.includes(needsShared)) : [];
    if (excused.length > 0)
      process.stdout.write(
        `QUARTERDECK_WITHOUT_SHARED=1: ${excused.length} tests are not run here, for want of the shared data sets.\n`,
      );
    if (skipped.length > excused.length && process.env.QUARTERDECK_REQUIRE_ALL === '1') {
      process.stdout.write(
        `QUARTERDECK_REQUIRE_ALL=1: nothing${withoutShared ? ' else' : ''} may be skipped, and ${skipped.length - excused.length} tests were.\n`,
      );
      process.exitCode = 1;
    }
    process.stdout.write(
      `\n${inState('passed').length} passed, ${inState('failed').length} failed, ${skipped.length} skipped\n`,
    );
  }
}
