import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One way to get a KPI wrong: its formula, what it counts, or the instant that decides where. */
export interface Mutation {
  /** Within `lambdas/domain/kpis/`. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** What the KPI would be by mistake. */
  readonly why: string;
}

/** By the KPI whose test must notice. */
export type Mutations = Readonly<Record<string, readonly Mutation[]>>;

export const root = path.resolve(import.meta.dirname, '../..');

export const sourceOf = ({ file }: Mutation): string => path.join(root, 'lambdas/domain/kpis', file);

/** Two that add up to 1 share a test. */
const together: Readonly<Record<string, string>> = { customerRetentionRate: 'retention', churnRate: 'retention' };

/** The KPI's own test, from the root. */
export const testOf = (kpi: string): string => `tests/domain/kpis/${together[kpi] ?? kpi}.test.ts`;

/** The file's text with the mistake in it. */
export const mutated = (text: string, { file, find, replace }: Mutation): string => {
  const places = text.split(find).length - 1;
  if (places !== 1)
    throw new Error(
      `A mutation of ${file} changes the text \`${find}\`, which stands there ${places} times instead of once. Say in tests/mutants/ what breaks the KPI now.`,
    );
  return text.replace(find, () => replace);
};

/** Why a mutation of a KPI cannot be tried; `null` where it can. */
export const problemOf = (kpi: string, mutation: Mutation): string | null => {
  const source = sourceOf(mutation);
  for (const file of [source, path.join(root, testOf(kpi))])
    if (!existsSync(file)) return `A mutation of ${kpi} needs ${path.relative(root, file)}, which does not exist.`;
  try {
    const text = readFileSync(source, 'utf8');
    return mutated(text, mutation) === text ? `A mutation of ${kpi} changes nothing in ${mutation.file}.` : null;
  } catch (error) {
    return (error as Error).message;
  }
};
