import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions?: unknown;
  readonly steps: readonly Step[];
  readonly strategy: { readonly 'fail-fast': boolean; readonly matrix: Readonly<Record<string, unknown>> };
  readonly 'timeout-minutes': number;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly concurrency: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, '.github/workflows');
const files = readdirSync(folder);
const text = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
const ci: Workflow = parse(text('ci.yml'));
const jobs = Object.values(ci.jobs);
const steps = jobs.flatMap((job) => job.steps);

describe('outside, every change', () => {
  it('passes the one script that it passes here, on every Node that is promised', () => {
    expect(Object.keys(ci.on).sort()).toEqual(['pull_request', 'push']);
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['.ci/run']);
    expect(() => accessSync(path.join(root, '.ci/run'), constants.X_OK)).not.toThrow();
    expect(jobs.map(({ strategy }) => [strategy['fail-fast'], strategy.matrix])).toEqual([
      [false, { node: [20, 22, 24] }],
    ]);
    expect(steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'))?.with).toEqual({
      'node-version': expect.stringMatching(/^\$\{\{ matrix\.node \}\}$/),
    });
  });

  it('is tested without the shared data sets, and without them alone', () => {
    expect(steps.flatMap(({ env }) => (env ? [env] : []))).toEqual([{ QUARTERDECK_WITHOUT_SHARED: '1' }]);
  });

  it('ends in time, and gives way to the next', () => {
    for (const job of jobs) expect(job['timeout-minutes']).toBeLessThanOrEqual(30);
    expect(ci.concurrency).toMatchObject({ group: expect.stringContaining('github.ref'), 'cancel-in-progress': true });
  });
});

describe.each(files)('the workflow %s', (file) => {
  const workflow: Workflow = parse(text(file));

  it('uses nothing that can change under its name: a full hash, and the version that it is of', () => {
    const lines = text(file)
      .split('\n')
      .filter((line) => /\buses:/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('may read the code, and keeps no credential for what it runs', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(workflow.jobs)) {
      expect(job).not.toHaveProperty('permissions');
      for (const { uses, with: inputs } of job.steps)
        if (uses?.startsWith('actions/checkout@')) expect(inputs).toMatchObject({ 'persist-credentials': false });
    }
    expect(text(file)).not.toMatch(/\bsecrets\./);
    expect(workflow.on).not.toHaveProperty('pull_request_target');
  });
});
