import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { costsPage } from './costs/page.ts';
import { readStack } from './costs/stack.ts';
import { readResults } from './performance/results.ts';

/**
 * Works out what a deployment costs, from what the benches measured and the stack's template, and writes
 * `docs/costs.md`. Run by `npm run costs`; a test tells when what is committed is stale.
 */

const file = path.join(import.meta.dirname, 'costs.md');

/** What `docs/costs.md` should hold. */
export const costs = (): string => costsPage(readResults(), readStack());

/** What it holds. */
export const writtenCosts = (): string => readFileSync(file, 'utf8');

if (process.argv[1] === import.meta.filename) {
  writeFileSync(file, costs());
  process.stdout.write(`${path.relative(process.cwd(), file)}\n`);
}
