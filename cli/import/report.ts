import { count } from '../terminal/text.ts';
import type { Problem } from './observe.ts';
import type { Tally } from './tally.ts';

/** Where in an observation a problem is: `deal set.amount`. */
const subject = ({ record, path }: Problem): string => [record, path].filter(Boolean).join(' ');

/** `line 17: deal set.amount: "n/a" is no number` */
export const problemText = (problem: Problem): string =>
  [`line ${problem.line}`, subject(problem), problem.message].filter(Boolean).join(': ');

/** `8,800 rows read: 15,511 observations accepted, 0 rejected; 2,089 times a row had nothing to say.` */
export const tallyText = ({ rows, observations, accepted, rejected, skipped }: Tally, sent: boolean): string => {
  const made = sent
    ? `${count(accepted, 'observation')} accepted`
    : `${count(observations, 'observation')} would be sent`;
  const silent = skipped > 0 ? `; ${count(skipped, 'time')} a row had nothing to say` : '';
  return `${count(rows, 'row')} read: ${made}, ${rejected.toLocaleString('en')} rejected${silent}.`;
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
      const where = subject(problem) || 'lines that cannot be read';
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
