import path from 'node:path';
import { startVitest, type TestModule, type TestUserConfig } from 'vitest/node';
import { mutations } from './list.ts';
import { type Mutation, mutated, problemOf, root, sourceOf, testOf } from './mutation.ts';

/** What became of a KPI with a mistake in it. */
export interface Verdict {
  readonly kpi: string;
  readonly mutation: Mutation;
  /** The first test that noticed; `null` where none did. */
  readonly killedBy: string | null;
  /** Why it is no trial: the text to change is gone, or the code does not run with the mistake in it. */
  readonly problem: string | null;
}

interface Mutant {
  readonly name: string;
  readonly kpi: string;
  readonly mutation: Mutation;
}

const minute = 60_000;

const mutants: readonly Mutant[] = Object.entries(mutations).flatMap(([kpi, list]) =>
  list.map((mutation, index) => ({ name: `${kpi} ${index + 1}`, kpi, mutation })),
);

/** Each mutant is a project of its own, which reads one file otherwise than it is: nothing on disk is changed. */
const projectOf = (name: string, kpis: readonly string[], mutation: Mutation | null, seed: string) => ({
  root,
  plugins: mutation
    ? [
        {
          name: 'quarterdeck-mutant',
          enforce: 'pre' as const,
          transform: (code: string, id: string) => (id === sourceOf(mutation) ? mutated(code, mutation) : undefined),
        },
      ]
    : [],
  test: {
    name,
    include: [...new Set(kpis.map(testOf))],
    setupFiles: [path.join(root, 'tests/support/deep.ts')],
    env: { QUARTERDECK_DEEP_SEED: seed, QUARTERDECK_DEEP_RUNS: '100' },
    testTimeout: 5 * minute,
    isolate: false,
  } satisfies TestUserConfig,
});

interface Thrown {
  readonly name?: string;
  readonly cause?: unknown;
}

/** A law's failure tells of the assertion as its cause. */
const isAssertion = (error: Thrown): boolean =>
  error.name === 'AssertionError' || (error.cause !== undefined && isAssertion(error.cause as Thrown));

const verdictOf = ({ kpi, mutation }: Mutant, module: TestModule | undefined): Verdict => {
  const told = { kpi, mutation, killedBy: null, problem: null };
  if (module?.state() === 'passed') return told;
  const failed = [...(module?.children.allTests('failed') ?? [])];
  const noticed = failed.find((test) => test.result().errors?.some(isAssertion));
  if (noticed) return { ...told, killedBy: noticed.fullName };
  const [error] = [...(module?.errors() ?? []), ...failed.flatMap((test) => test.result().errors ?? [])];
  return { ...told, problem: `It does not run: ${error?.message.split('\n')[0] ?? 'no test was found'}` };
};

const lineOf = ({ kpi, mutation, killedBy, problem }: Verdict): string =>
  `${killedBy ? 'killed  ' : problem ? 'no trial' : 'SURVIVED'}  ${kpi}: ${mutation.why}${problem ? `. ${problem}` : ''}\n`;

/**
 * Breaks each KPI, one mistake at a time, and asks its own test alone. Throws where a text to change is gone, or a test
 * fails with nothing broken.
 *
 * @param seed of the random cases of laws
 */
export const breakEach = async (seed: string): Promise<readonly Verdict[]> => {
  const gone = mutants.flatMap(({ kpi, mutation }) => problemOf(kpi, mutation) ?? []);
  if (gone.length > 0) throw new Error(gone.join('\n'));
  const verdicts = new Map<string, Verdict>();
  const failures: string[] = [];
  const named = new Map(mutants.map((mutant) => [mutant.name, mutant]));
  const vitest = await startVitest('test', [], {
    root,
    config: false,
    watch: false,
    maxWorkers: 2,
    reporters: [
      {
        onTestModuleEnd: (module) => {
          const mutant = named.get(module.project.name);
          if (!mutant) {
            if (module.state() !== 'passed') failures.push(module.relativeModuleId);
            return;
          }
          const verdict = verdictOf(mutant, module);
          verdicts.set(mutant.name, verdict);
          process.stdout.write(lineOf(verdict));
        },
      },
    ],
    projects: [
      projectOf('unbroken', Object.keys(mutations), null, seed),
      ...mutants.map(({ name, kpi, mutation }) => projectOf(name, [kpi], mutation, seed)),
    ],
  });
  await vitest.close();
  if (failures.length > 0) throw new Error(`These fail with nothing broken: ${failures.join(', ')}`);
  return mutants.map((mutant) => verdicts.get(mutant.name) ?? verdictOf(mutant, undefined));
};
