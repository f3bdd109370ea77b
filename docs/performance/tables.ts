import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Result, Results } from './results.ts';

/** The tables of `docs/performance.md`, each between two comments that name its bench. */

const file = path.join(import.meta.dirname, '../performance.md');

type Figure = Result['figures'][number];

const valueShown = ({ value, unit }: Figure): string =>
  unit === 'ratio' ? `${value} ×` : `${value.toLocaleString('en-US', { maximumFractionDigits: 4 })} ${unit}`;

const limitShown = ({ limit, ok }: Figure): string => {
  if (!limit) return '';
  const bound = 'atMost' in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`;
  return ok ? bound : `${bound}, **not kept**`;
};

const tableOf = ({ command, date, machine, figures }: Result): string => {
  const rows = figures.map((figure) => `| ${figure.figure} | ${valueShown(figure)} | ${limitShown(figure)} |`);
  const { cpu, cores, memoryGb, node, system, load } = machine;
  return [
    '| figure | measured | limit |',
    '| --- | ---: | --- |',
    ...rows,
    '',
    `${date}, \`${command}\`: ${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}; load ${load} as it began.`,
  ].join('\n');
};

/** The page with a table of each bench in its place. */
export const withTables = (page: string, results: Results): string =>
  page.replace(
    /(<!-- figures: ([\w-]+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, bench: string, end: string) => {
      const result = results[bench];
      return `${begin}${result ? tableOf(result) : 'Not measured yet.'}\n${end}`;
    },
  );

export const readPage = (): string => readFileSync(file, 'utf8');

export const writeTables = (results: Results): void => writeFileSync(file, withTables(readPage(), results));
