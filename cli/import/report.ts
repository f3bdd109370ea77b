import { count } from '../terminal/text.ts';
import type { Problem } from './observe.ts';
import type { Tally } from './run.ts';

/** `line 17: deal set.amount: "n/a" is no number` */
export const problemText = ({ line, record, path, message }: Problem): string =>
  `line ${line}: ${[record, path].filter(Boolean).join(' ')}${record || path ? ': ' : ''}${message}`;

/** `8,800 rows read: 15,511 observations accepted, 3 rejected, 2,089 with nothing to say.` */
export const tallyText = ({ rows, observations, accepted, rejected, skipped }: Tally, sent: boolean): string => {
  const made = sent
    ? `${count(accepted, 'observation')} accepted`
    : `${count(observations, 'observation')} would be sent`;
  const parts = [made, `${rejected.toLocaleString('en')} rejected`];
  if (skipped > 0) parts.push(`${skipped.toLocaleString('en')} with nothing to say`);
  return `${count(rows, 'row')} read: ${parts.join(', ')}.`;
};

/** The first problems by line, and a word of how many more there are; the others are only counted. */
export const createProblemList = (most: number) => {
  const kept: Problem[] = [];
  let total = 0;
  return {
    add: (problem: Problem): void => {
      total++;
      if (kept.length < most) kept.push(problem);
    },
    texts: (): string[] => [
      ...kept.sort((a, b) => a.line - b.line).map(problemText),
      ...(total > kept.length ? [`… and ${count(total - kept.length, 'more problem')}: --json lists every one`] : []),
    ],
  };
};
