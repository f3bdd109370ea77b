import { count } from '../terminal/text.ts';
import type { Problem } from './observe.ts';
import { subjectOf } from './problems.ts';
import type { Tally } from './tally.ts';

/** `line 17: deal set.amount, deal set.cost: "n/a" is no number` */
export const problemText = (problem: Problem): string => {
  const where = [subjectOf(problem), ...(problem.also ?? [])].filter(Boolean).join(', ');
  return [`line ${problem.line}`, where, problem.message].filter(Boolean).join(': ');
};

/** `; 1 row, 6 observations rejected`: of rows that could not be read no observation was made. */
const rejectedText = ({ rejected, rejectedRows, unreadable }: Tally): string => {
  if (rejected === 0) return ', 0 rejected';
  const made = rejected - unreadable;
  return `; ${count(rejectedRows, 'row')}${made > 0 ? `, ${count(made, 'observation')}` : ''} rejected`;
};

/** `8,800 rows read: 15,511 observations accepted, 0 rejected; 2,089 times a row had nothing to say.` */
export const tallyText = (tally: Tally, sent: boolean): string => {
  const { rows, observations, accepted, skipped } = tally;
  const made = sent
    ? `${count(accepted, 'observation')} accepted`
    : `${count(observations, 'observation')} would be sent`;
  const silent = skipped > 0 ? `; ${count(skipped, 'time')} a row had nothing to say` : '';
  return `${count(rows, 'row')} read: ${made}${rejectedText(tally)}${silent}.`;
};

/**
 * The first problems by line; of the others only how many there are, and what they are about.
 *
 * @param all where every one is to be found
 */
export const createProblemList = (most: number, all: string) => {
  const kept: Problem[] = [];
  const others = new Map<string, number>();
  return {
    add: (problem: Problem): void => {
      if (kept.length < most) {
        kept.push(problem);
        return;
      }
      const where = subjectOf(problem) || 'lines that cannot be read';
      others.set(where, (others.get(where) ?? 0) + 1);
    },
    texts: (): string[] => {
      const shown = kept.sort((a, b) => a.line - b.line).map(problemText);
      if (others.size === 0) return shown;
      const more = [...others.values()].reduce((sum, number) => sum + number, 0);
      const where = [...others]
        .sort((a, b) => b[1] - a[1])
        .map(([name, number]) => `${number.toLocaleString('en')} ${name}`);
      return [...shown, `… and ${count(more, 'more problem')} (${where.join(', ')}): ${all}`];
    },
  };
};
