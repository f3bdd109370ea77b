import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { breakEach, type Verdict } from './mutants/run.ts';

/**
 * The long tier, `npm run test:deep`, in two parts. `laws`: every law on many more random cases, and the calendar of
 * every time zone over three years. `mutants`: each KPI broken on purpose, which its own test must notice. Writes its
 * report, with the seed that repeats it, to `docs/deep-tests.md`; of one part alone nothing is written.
 */

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '2000' },
    crashes: { type: 'string', default: '100' },
    mutations: { type: 'string', default: '100000' },
    only: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  process.stdout.write(
    'npm run test:deep -- [--seed N] [--runs N] [--crashes N] [--mutations N] [--only PART]\n  --seed  repeats an earlier run; random unless given\n  --runs  random cases of each law; 2000 unless given\n  --crashes  times that the running system is killed; 100 unless given\n  --mutations  mutated bodies of each source; 100000 unless given\n  --only  laws or mutants; both, and the report, unless given\n',
  );
  process.exit(0);
}
if (values.only !== undefined && values.only !== 'laws' && values.only !== 'mutants') {
  process.stderr.write(`--only is laws or mutants, not ${values.only}.\n`);
  process.exit(2);
}

const now = new Date();
const year = now.getUTCFullYear();
const seed = values.seed ?? String(now.getTime() % 2 ** 31);
const command = `npm run test:deep -- --seed ${seed} --runs ${values.runs} --crashes ${values.crashes} --mutations ${values.mutations}`;
const root = path.resolve(import.meta.dirname, '..');

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Tests of laws: those that try random cases, the years that are asked for, or as many crashes as are wanted. */
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => path.join(import.meta.dirname, file))
  .filter((file) => /fast-check|oracleYears|QUARTERDECK_CRASHES|source\.contract/.test(readFileSync(file, 'utf8')));

const run = (folder: string): { results: Results; code: number } => {
  const output = path.join(folder, 'results.json');
  const { status } = spawnSync(
    'npx',
    ['vitest', 'run', ...files, '--reporter', 'default', '--reporter', 'json', '--outputFile', output],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        QUARTERDECK_DEEP_SEED: seed,
        QUARTERDECK_DEEP_RUNS: values.runs,
        QUARTERDECK_ORACLE_RUNS: values.runs,
        QUARTERDECK_CRASHES: values.crashes,
        QUARTERDECK_MUTATIONS: values.mutations,
        QUARTERDECK_ORACLE_YEARS: [year - 1, year, year + 1].join(),
      },
    },
  );
  return { results: JSON.parse(readFileSync(output, 'utf8')) as Results, code: status ?? 1 };
};

const rowOf = ({ name, startTime, endTime, assertionResults }: Results['testResults'][number]): string => {
  const passed = assertionResults.filter(({ status }) => status === 'passed').length;
  const seconds = ((endTime - startTime) / 1000).toFixed(1);
  return `| ${path.relative(root, name)} | ${passed} of ${assertionResults.length} | ${seconds} |`;
};

const mutantRowOf = ({ kpi, mutation, killedBy, problem }: Verdict): string =>
  `| ${kpi} | ${mutation.why} | ${killedBy ?? (problem ? 'not tried' : '**none**')} |`;

/** As Markdown. */
const mutantsOf = (verdicts: readonly Verdict[]): string => `## Mutants

Each of the ${new Set(verdicts.map(({ kpi }) => kpi)).size} KPIs is broken on purpose, one mistake at a time: its formula, what it counts, or the instant that decides.
Its own test alone is run on it, and must fail by an assertion. ${verdicts.filter(({ killedBy }) => killedBy).length} of ${verdicts.length} mistakes were noticed.
\`npm run test:deep -- --only mutants\` does this part alone; the mistakes are in \`tests/mutants/\`.

| KPI | as it would be by mistake | test that failed |
| --- | --- | --- |
${verdicts.map(mutantRowOf).join('\n')}
`;

const reportOf = (results: Results, verdicts: readonly Verdict[]): string => `# The long tier of the tests

Written by \`npm run test:deep\`; do not edit. It takes every law of the suite through ${values.runs} random cases each
unless a test says how many it wants, and compares the calendar of every time zone, for ${year - 1}, ${year} and ${year + 1},
with a search over instants. The running system is killed ${values.crashes} times under load, and loses and mails twice nothing.
Every source reads ${values.mutations} bodies that were mutilated on their way. Each KPI is broken on purpose, and its own test must notice.

- command: \`${command}\`
- date: ${now.toISOString().slice(0, 10)}
- seed: ${seed}
- Node ${process.versions.node}, time zone data ${process.versions.tz}
- ${results.numPassedTests} passed, ${results.numFailedTests} failed
- ${verdicts.filter(({ killedBy }) => killedBy).length} of ${verdicts.length} mistakes in KPIs noticed

## Laws

| file | tests passed | seconds |
| --- | --- | --- |
${results.testResults.map(rowOf).sort().join('\n')}

${mutantsOf(verdicts)}`;

const laws = (): { results: Results; code: number } => {
  const folder = mkdtempSync(path.join(tmpdir(), 'quarterdeck-deep-'));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Fails where a mistake went unnoticed, or could not be tried. */
const mutants = async (): Promise<{ verdicts: readonly Verdict[]; code: number }> => {
  const verdicts = await breakEach(seed);
  return { verdicts, code: verdicts.every(({ killedBy }) => killedBy !== null) ? 0 : 1 };
};

if (values.only === 'laws') process.exitCode = laws().code;
else if (values.only === 'mutants') {
  const { verdicts, code } = await mutants();
  process.stdout.write(`\n${mutantsOf(verdicts)}`);
  process.exitCode = code;
} else {
  const tried = laws();
  const broken = await mutants();
  writeFileSync(path.join(root, 'docs/deep-tests.md'), reportOf(tried.results, broken.verdicts));
  process.exitCode = tried.code || broken.code;
}
