import type { KpiResult, Review } from '../http/answers.ts';
import type { Cell } from '../terminal/table.ts';
import { table } from '../terminal/table.ts';
import { count, wrapped } from '../terminal/text.ts';
import { kpiTable, type Look, toldAs } from './kpiTable.ts';
import { keysOf } from './segments.ts';
import { valueText } from './values.ts';

const dayInMilliseconds = 86_400_000;

/** The last day of a period that ends at a local midnight: `2017-12-31` of `2018-01-01T00:00:00+00:00`. */
const lastDayOf = (end: string): string =>
  new Date(Date.parse(`${end.slice(0, 10)}T00:00:00Z`) - dayInMilliseconds).toISOString().slice(0, 10);

const heading = (review: Review, { colours }: Look): string[] => {
  const { workspace, period, scope, status, start, end, timeZone, version } = review;
  const scoped = Object.entries(scope ?? {}).map(([by, key]) => `only ${by} ${key}`);
  const state = status === 'running' ? colours.yellow('running: it is not over') : status;
  return [
    colours.bold([`${workspace} · ${period}`, ...scoped].join(' · ')),
    colours.dim(`${start.slice(0, 10)} to ${lastDayOf(end)}, ${timeZone} · ${state} · version ${version}`),
  ];
};

const restatements = ({ restatements: all, kpis, currency }: Review, look: Look): string[] =>
  all.map(({ kpi, period, was, is, cause }) => {
    const unit = toldAs(look, { id: kpi, unit: kpis.find(({ id }) => id === kpi)?.unit ?? 'count' });
    return `${look.names.get(kpi) ?? kpi} of ${period} was ${valueText(was, unit, currency)} and is ${valueText(is, unit, currency)} (${cause})`;
  });

/** Deliveries are those received within the period: history that was imported later has none. Of a scope nothing is counted. */
const coverage = ({ coverage: all }: Review): string[] =>
  all.map(({ source, observations, silent, unread, ...counts }) => {
    const { deliveries = 0, failed = 0, wrongAccount = 0, unresolved = 0 } = counts;
    return [
      observations === undefined ? source : `${source}: ${count(observations, 'observation')}`,
      ...(deliveries > 0 ? [count(deliveries, 'delivery', 'deliveries')] : []),
      ...(failed > 0 ? [`${failed.toLocaleString('en')} failed`] : []),
      ...(wrongAccount > 0 ? [`${wrongAccount.toLocaleString('en')} of another account`] : []),
      ...(unresolved > 0 ? [`${count(unresolved, 'record')} named but never told of`] : []),
      ...(unread ? ['some of what it sent could not be read'] : []),
      ...(silent ? ['silent'] : []),
    ].join(', ');
  });

type Row = readonly [name: string, why: string];

/** Names beside texts, without titles. */
const pairs = (rows: readonly Row[], { width }: Look): string[] =>
  table(
    [{ title: '' }],
    rows.map(([name]): Cell[] => [{ text: name }]),
    { width: width - 2, notes: rows.map(([, why]) => why) },
  ).slice(1);

const noData = 'noData';

/** KPIs without a value: those that only lack data say which, in as few words as can be. */
const absent = (kpis: readonly KpiResult[], { names }: Look, waiting: boolean): Row[] =>
  kpis.flatMap(({ id, missing }): Row[] => {
    if (!missing || (missing.code === noData) !== waiting) return [];
    return [[names.get(id) ?? id, waiting ? missing.needs.join(', ') : missing.text]];
  });

const section = (title: string, lines: readonly string[], { colours }: Look): string[] =>
  lines.length === 0 ? [] : ['', colours.bold(title), ...lines.map((line) => `  ${line}`)];

const sentences = (texts: readonly string[], { width }: Look): string[] =>
  texts.flatMap((text) => wrapped(text, width - 2));

/** What else there is to see of this review. */
const more = ({ workspace, period, kpis }: Review): string[] => {
  const [first, ...others] = new Set(kpis.flatMap(({ segments }) => segments.map(({ by }) => by)));
  const asked = `quarterdeck review ${workspace} ${period}`;
  const names = [first, ...others].join(', ');
  return [
    ...(first === undefined ? [] : [`${asked} --segment ${first}=… (of ${names}; --segments lists them)`]),
    `${asked} --open (or --html FILE, --csv FILE, --xlsx FILE, --json)`,
  ];
};

/** Whether a review is of a scope in which nothing counts. */
export const isEmptyScope = ({ scope, kpis }: Review): boolean => scope !== null && kpis.every(({ n }) => n === 0);

/** Zeros of a scope may mean that there was nothing in it, or that there is no such thing. */
const emptiness = (review: Review, whole: Review | undefined): string[] => {
  const scope = Object.entries(review.scope ?? {});
  if (!isEmptyScope(review)) return [];
  return [
    `No record counts in ${scope.map(([by, key]) => `${by}=${key}`).join(', ')}.`,
    ...(whole ? scope.map(([by]) => `Of ${by} there is in this period: ${keysOf(by, whole)}.`) : []),
  ];
};

/**
 * A review as lines for a terminal: the KPIs that have a value, what happened, then those that have none and why.
 *
 * @param whole the review of the same period without a scope, where that of the scope is empty
 */
export const reviewLines = (review: Review, look: Look, whole?: Review): string[] => {
  const { kpis, highlights } = review;
  const had = kpis.filter(({ missing }) => missing === null);
  return [
    ...heading(review, look),
    '',
    ...(had.length === 0 ? ['No KPI has a value in this period.'] : kpiTable(had, review, look)),
    ...section('Nothing there', sentences(emptiness(review, whole), look), look),
    ...section(
      'What stands out',
      sentences(
        highlights.map(({ text }) => text),
        look,
      ),
      look,
    ),
    ...section('Restated since it was sent', sentences(restatements(review, look), look), look),
    ...section('Without a value', pairs(absent(kpis, look, false), look), look),
    ...section(
      'Waiting for data: import it, or connect a source that has it',
      pairs(absent(kpis, look, true), look),
      look,
    ),
    ...section('Sources', sentences(coverage(review), look), look),
    ...section('More', sentences(more(review), look), look),
  ];
};
