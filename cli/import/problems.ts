import type { Problem } from './observe.ts';

/** Where in what was made of a row a problem is: `deal set.amount`. */
export const subjectOf = ({ record, path }: Pick<Problem, 'record' | 'path'>): string =>
  [record, path].filter(Boolean).join(' ');

/**
 * Problems once a line and message: several entries of a map read the same cell, and the API finds the same fault with each
 * observation of a row.
 */
export const distinct = (problems: readonly Problem[]): Problem[] => {
  const found = new Map<string, Problem>();
  for (const problem of problems) {
    const name = `${problem.line} ${problem.message}`;
    const first = found.get(name);
    const subject = subjectOf(problem);
    if (!first) found.set(name, problem);
    else if (subject !== subjectOf(first) && !first.also?.includes(subject))
      found.set(name, { ...first, also: [...(first.also ?? []), subject] });
  }
  return [...found.values()];
};
