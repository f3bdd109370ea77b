import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { costsInShort, costsPage } from './costs/page.ts';
import { readStack } from './costs/stack.ts';
import { readResults } from './performance/results.ts';

/**
 * Works out what a deployment costs, from what the benches measured and the stack's template, and writes
 * `docs/costs.md`, and what it comes to into the README. Run by `npm run costs`; a test tells when what is committed is stale.
 */

const file = path.join(import.meta.dirname, 'costs.md');
const readme = path.join(import.meta.dirname, '../README.md');

/** What `docs/costs.md` should hold. */
export const costs = (): string => costsPage(readResults(), readStack());

/** What it holds. */
export const writtenCosts = (): string => readFileSync(file, 'utf8');

export const writtenReadme = (): string => readFileSync(readme, 'utf8');

/** The README with what it comes to in its place. */
export const readmeWithCosts = (): string =>
  writtenReadme().replace(
    /(<!-- costs: written by npm run costs -->\n)[\s\S]*?(<!-- end of costs -->)/,
    (_, begin: string, end: string) => `${begin}${costsInShort(readResults(), readStack())}\n${end}`,
  );

const help = `npm run costs
Works out what a deployment costs, from docs/performance.json and the stack's template, and writes docs/costs.md and its place in
README.md. It takes nothing but --help.
`;

const write = (): string => {
  writeFileSync(file, costs());
  writeFileSync(readme, readmeWithCosts());
  return [file, readme]
    .map(
      (written) => `${path.relative(process.cwd(), written)}
`,
    )
    .join('');
};

/** Writes for no arguments, and for none but those. Answers the exit code and what to say. */
export const run = (argv: readonly string[]): { readonly code: number; readonly said: string } => {
  const [first] = argv;
  if (first === undefined) return { code: 0, said: write() };
  if (argv.length === 1 && (first === '--help' || first === '-h')) return { code: 0, said: help };
  return { code: 2, said: `${first} is no option; nothing was written.\n${help}` };
};

if (process.argv[1] === import.meta.filename) {
  const { code, said } = run(process.argv.slice(2));
  (code === 0 ? process.stdout : process.stderr).write(said);
  process.exitCode = code;
}
