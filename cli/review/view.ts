import type { Comparison, KpiResult, Review } from '../http/answers.ts';
import type { Printer } from '../terminal/printer.ts';
import { type Cell, table } from '../terminal/table.ts';
import { count } from '../terminal/text.ts';
import { changeText, valueText } from './values.ts';

type Colours = Printer['colours'];

/** What a KPI is called: the catalogue's name, else its id. */
export type Names = ReadonlyMap<string, string>;

const flagTexts: Readonly<Record<string, string>> = {
  thin: 'few records',
  stillOpen: 'will still move',
  partial: 'data begin within it',
};

/** A change that may be noise, or that rests on few records, is shown without judging it. */
const changeCell = (
  comparison: Comparison | null,
  { unit, better, flags }: KpiResult,
  currency: string,
  colours: Colours,
): Cell => {
  if (!comparison) return { text: '' };
  const { change, significant } = comparison;
  if (change === null) return { text: '—', style: colours.dim };
  const text = changeText(change, unit, currency);
  if (change === 0 || significant === false || flags.includes('thin')) return { text, style: colours.dim };
  const good = change > 0 === (better === 'higher');
  return { text: `${change > 0 ? '▲' : '▼'} ${text}`, style: good ? colours.green : colours.red };
};

const targetCell = ({ target, unit }: KpiResult, currency: string, colours: Colours): Cell => {
  if (!target) return { text: '' };
  const limits = [
    ...(target.atLeast === undefined ? [] : [`≥ ${valueText(target.atLeast, unit, currency)}`]),
    ...(target.atMost === undefined ? [] : [`≤ ${valueText(target.atMost, unit, currency)}`]),
  ].join(', ');
  if (target.status === null) return { text: limits };
  return { text: `${limits} ${target.status}`, style: target.status === 'met' ? colours.green : colours.red };
};

const notes = ({ flags, companions, of }: KpiResult, currency: string): string =>
  [
    ...(of ? [of.label] : []),
    ...companions.map(({ id, unit, value }) => `${id} ${valueText(value, unit, currency)}`),
    ...flags.map((flag) => flagTexts[flag] ?? flag),
  ].join(' · ');

const periodOf = (kpis: readonly KpiResult[], which: 'previous' | 'lastYear'): string | undefined =>
  kpis.find((kpi) => kpi[which] !== null)?.[which]?.period;

const kpiTable = (kpis: readonly KpiResult[], currency: string, names: Names, colours: Colours): string[] => {
  const previous = periodOf(kpis, 'previous');
  const lastYear = periodOf(kpis, 'lastYear');
  return table(
    [
      { title: 'KPI' },
      { title: 'value', align: 'right' },
      { title: `vs ${previous}`, align: 'right' },
      { title: `vs ${lastYear}`, align: 'right' },
      { title: 'target' },
      { title: 'n', align: 'right' },
      { title: '' },
    ],
    kpis.map((kpi) => [
      names.get(kpi.id) ?? kpi.id,
      { text: valueText(kpi.value, kpi.unit, currency), style: colours.bold },
      changeCell(kpi.previous, kpi, currency, colours),
      // The year before is the period before when the period is a year.
      lastYear === previous ? '' : changeCell(kpi.lastYear, kpi, currency, colours),
      targetCell(kpi, currency, colours),
      { text: kpi.n.toLocaleString('en'), style: colours.dim },
      { text: notes(kpi, currency), style: colours.dim },
    ]),
    colours.dim,
  );
};

const restatements = ({ restatements: all, kpis, currency }: Review, names: Names): string[] =>
  all.map(({ kpi, period, was, is, cause }) => {
    const unit = kpis.find(({ id }) => id === kpi)?.unit ?? 'count';
    return `${names.get(kpi) ?? kpi} of ${period} was ${valueText(was, unit, currency)} and is ${valueText(is, unit, currency)} (${cause})`;
  });

const coverage = ({ coverage: all }: Review): string[] =>
  all.map(({ source, deliveries, failed, observations, silent, unresolved }) =>
    [
      `${source}: ${count(deliveries, 'delivery', 'deliveries')}, ${count(observations, 'observation')}`,
      ...(failed > 0 ? [`${failed.toLocaleString('en')} failed`] : []),
      ...(unresolved > 0 ? [`${unresolved.toLocaleString('en')} unresolved`] : []),
      ...(silent ? ['silent'] : []),
    ].join(', '),
  );

const section = (title: string, lines: readonly string[], colours: Colours): string[] =>
  lines.length === 0 ? [] : ['', colours.bold(title), ...lines.map((line) => `  ${line}`)];

/** A review as lines for a terminal: the KPIs that have a value, then those that have none and why. */
export const reviewLines = (review: Review, names: Names, colours: Colours): string[] => {
  const { workspace, period, scope, currency, status, start, end, timeZone, version, kpis } = review;
  const scoped = scope
    ? ` · ${Object.entries(scope)
        .map(([by, key]) => `${by} ${key}`)
        .join(', ')}`
    : '';
  const had = kpis.filter(({ missing }) => missing === null);
  const absent = kpis.flatMap(({ id, missing }) => (missing ? [[names.get(id) ?? id, missing.text]] : []));
  return [
    `${colours.bold(`${workspace} · ${period}`)}${scoped}`,
    colours.dim(`${start} to ${end} (${timeZone}) · ${status} · version ${version}`),
    '',
    ...(had.length === 0 ? ['No KPI has a value in this period.'] : kpiTable(had, currency, names, colours)),
    ...section(
      'What stands out',
      review.highlights.map(({ text }) => text),
      colours,
    ),
    ...section('Restated since it was sent', restatements(review, names), colours),
    ...section('Without a value', table([{ title: '' }, { title: '' }], absent).slice(1), colours),
    ...section('Sources', coverage(review), colours),
  ];
};
