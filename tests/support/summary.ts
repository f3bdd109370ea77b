import type { Reporter, TestCase, TestModule } from 'vitest/node';

const nameOf = (test: TestCase): string => `${test.module.relativeModuleId} > ${test.fullName}`;

/**
 * Closes a run with one plain line of counts, and names every skipped test before it. Where nothing may be skipped
 * (QUARTERDECK_REQUIRE_ALL=1, as in CI) a skipped test fails the run.
 */
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export
export default class Summary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const inState = (state: 'passed' | 'failed' | 'skipped'): TestCase[] =>
      modules.flatMap((module) => [...module.children.allTests(state)]);
    const skipped = inState('skipped').map(nameOf);
    if (skipped.length > 0) process.stdout.write(`\nSkipped here:\n${skipped.map((name) => `  ${name}\n`).join('')}`);
    if (skipped.length > 0 && process.env.QUARTERDECK_REQUIRE_ALL === '1') {
      process.stdout.write('QUARTERDECK_REQUIRE_ALL=1: nothing may be skipped.\n');
      process.exitCode = 1;
    }
    process.stdout.write(
      `\n${inState('passed').length} passed, ${inState('failed').length} failed, ${skipped.length} skipped\n`,
    );
  }
}
