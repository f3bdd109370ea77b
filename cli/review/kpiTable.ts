import type { Comparison, KpiResult, Review } from '../http/answers.ts';
import type { Colours } from '../terminal/printer.ts';
import { type Cell, table } from '../terminal/table.ts';
import { widthOf } from '../terminal/text.ts';
import { changeText, plainText, valueText } from './values.ts';

/** What a KPI is called: the catalogue's name, else its id. */
export type Names = ReadonlyMap<string, string>;

/** How a review is shown. */
export interface Look {
  readonly names: Names;
  readonly colours: Colours;
  /** Columns of the terminal. */
  readonly width: number;
}

const flagTexts: Readonly<Record<string, string>> = {
  thin: 'few records',
  stillOpen: 'will still move',
  partial: 'data begin within it',
};

const companionTexts: Readonly<Record<string, string>> = {
  p90: '90 % within',
  open: 'still open',
  openMedianAge: 'their median age',
  within24h: 'within 24 hours',
  unansweredMedianAge: 'their median age',
};

const leftOutTexts: Readonly<Record<string, string>> = {
  noRate: 'in a currency without a rate: add it to rates',
};

/** `noClosedAt` is of those without `closedAt`. */
const leftOutText = (code: string): string =>
  leftOutTexts[code] ?? code.replace(/^no([A-Z])/, (_, first: string) => `without ${first.toLowerCase()}`);

/** What has no test says something from a tenth on, on five cases: as in the mail. */
const fewest = 5;
const tellingShare = 0.1;

/** Whether a change may be called one: not what is within noise, small, on few cases, or of or against a part of a period. */
const isTold = (comparison: Comparison, kpi: KpiResult, status: Review['status']): boolean => {
  const { significant, partial, n, value, change } = comparison;
  if (partial || kpi.flags.length > 0) return false;
  if (status === 'running' && (kpi.unit === 'money' || kpi.unit === 'count')) return false;
  if (significant !== null) return significant;
  if (kpi.unit === 'ratio' || kpi.unit === 'score') return false;
  return Math.min(n, kpi.n) >= fewest && Math.abs(change ?? 0) >= tellingShare * Math.abs(value ?? 0);
};

const changeCell = (
  comparison: Comparison | null,
  kpi: KpiResult,
  { status }: Pick<Review, 'status'>,
  colours: Colours,
): Cell => {
  if (!comparison) return { text: '' };
  const { change } = comparison;
  if (change === null) return { text: '—', style: colours.dim };
  const text = changeText(change, kpi.unit);
  if (change === 0 || !isTold(comparison, kpi, status)) return { text, style: colours.dim };
  const good = change > 0 === (kpi.better === 'higher');
  return { text: `${change > 0 ? '▲' : '▼'} ${text}`, style: good ? colours.green : colours.red };
};

const targetCell = ({ target, unit }: KpiResult, colours: Colours): Cell => {
  if (!target) return { text: '' };
  const limits = [
    ...(target.atLeast === undefined ? [] : [`≥ ${plainText(target.atLeast, unit)}`]),
    ...(target.atMost === undefined ? [] : [`≤ ${plainText(target.atMost, unit)}`]),
  ].join(', ');
  if (target.status === null) return { text: limits };
  return { text: `${limits} ${target.status}`, style: target.status === 'met' ? colours.green : colours.red };
};

const flagText = (flag: string, { silent }: KpiResult): string =>
  flag === 'partial' && silent ? `nothing heard from ${silent.join(', ')}` : (flagTexts[flag] ?? flag);

const noteOf = (kpi: KpiResult, currency: string): string =>
  [
    ...(kpi.of ? [kpi.of.label] : []),
    `n ${kpi.n.toLocaleString('en')}`,
    ...kpi.companions
      .filter(({ value }) => value !== null)
      .map(({ id, unit, value }) => `${companionTexts[id] ?? id} ${valueText(value, unit, currency)}`),
    ...kpi.leftOut.map(({ code, records }) => `${records.toLocaleString('en')} left out, ${leftOutText(code)}`),
    ...kpi.flags.map((flag) => flagText(flag, kpi)),
  ].join(' · ');

type Which = 'previous' | 'lastYear';
const periodOf = (kpis: readonly KpiResult[], which: Which): string | undefined =>
  kpis.find((kpi) => kpi[which] !== null)?.[which]?.period;

/** Ranges have names too long for a title, and are told under the table. */
const isRange = (period: string | undefined): boolean => period?.includes('..') === true;

const targetNote = (kpi: KpiResult, colours: Colours): string => {
  const { text } = targetCell(kpi, colours);
  return text === '' ? '' : `target ${text} · `;
};

/** The KPIs that have a value, one a row, with what they are compared with, their target and what they rest on. */
export const kpiTable = (
  kpis: readonly KpiResult[],
  review: Pick<Review, 'currency' | 'status'>,
  { names, colours, width }: Look,
): string[] => {
  const { currency } = review;
  const previous = periodOf(kpis, 'previous');
  const found = periodOf(kpis, 'lastYear');
  // The year before is the period before when the period is a year.
  const lastYear = found === previous ? undefined : found;
  const laidOut = (targets: 'column' | 'notes'): string[] =>
    table(
      [
        { title: 'KPI' },
        { title: 'value', align: 'right' },
        { title: isRange(previous) ? 'vs before' : `vs ${previous}`, align: 'right' },
        { title: isRange(lastYear) ? 'vs last year' : `vs ${lastYear}`, align: 'right' },
        { title: 'target' },
      ],
      kpis.map((kpi) => [
        names.get(kpi.id) ?? kpi.id,
        { text: valueText(kpi.value, kpi.unit, currency), style: colours.bold },
        changeCell(kpi.previous, kpi, review, colours),
        lastYear === undefined ? '' : changeCell(kpi.lastYear, kpi, review, colours),
        targets === 'column' ? targetCell(kpi, colours) : '',
      ]),
      {
        width,
        titleStyle: colours.dim,
        notes: kpis.map((kpi) => ({
          text: (targets === 'notes' ? targetNote(kpi, colours) : '') + noteOf(kpi, currency),
          style: colours.dim,
        })),
      },
    );
  const best = laidOut('column');
  // Large sums beside long names leave no room for a column of targets.
  const lines = best.every((line) => widthOf(line) <= width) ? best : laidOut('notes');
  const told = kpis.some((kpi) => kpi.previous?.change || kpi.lastYear?.change);
  const legend = told
    ? ['', colours.dim('Without an arrow: within noise, small, on few records, or of a part of a period.')]
    : [];
  if (!isRange(previous)) return [...lines, ...legend];
  return [
    ...lines,
    ...legend,
    '',
    colours.dim(`Before: ${previous}.${lastYear === undefined ? '' : ` Last year: ${lastYear}.`}`),
  ];
};
