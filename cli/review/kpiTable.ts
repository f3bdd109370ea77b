import type { Comparison, KpiResult, Review } from '../http/answers.ts';
import type { Colours } from '../terminal/printer.ts';
import { type Cell, table } from '../terminal/table.ts';
import { widthOf } from '../terminal/text.ts';
import { isTelling } from './telling.ts';
import { changeText, plainText, type Told, valueText } from './values.ts';
import { companionTexts, flagTexts, leftOutText } from './words.ts';

/** What a KPI is called: the catalogue's name, else its id. */
type Names = ReadonlyMap<string, string>;

/** How a review is shown. */
export interface Look {
  readonly names: Names;
  /** KPIs that are told as numbers although they are ratios: 3.2, not 320 %. */
  readonly numbers: ReadonlySet<string>;
  readonly colours: Colours;
  /** Columns of the terminal. */
  readonly width: number;
}

/** How a KPI's values are told. */
export const toldAs = ({ numbers }: Pick<Look, 'numbers'>, { id, unit }: Pick<KpiResult, 'id' | 'unit'>): Told =>
  unit === 'ratio' && numbers.has(id) ? 'number' : unit;

const changeCell = (
  comparison: Comparison | null,
  kpi: KpiResult,
  { status }: Pick<Review, 'status'>,
  look: Look,
): Cell => {
  const { colours } = look;
  if (!comparison) return { text: '' };
  const { change } = comparison;
  if (change === null) return { text: '—', style: colours.dim };
  const text = changeText(change, toldAs(look, kpi), kpi.value);
  if (change === 0 || !isTelling(comparison, kpi, status)) return { text, style: colours.dim };
  const good = change > 0 === (kpi.better === 'higher');
  return { text: `${change > 0 ? '▲' : '▼'} ${text}`, style: good ? colours.green : colours.red };
};

const targetCell = (kpi: KpiResult, look: Look): Cell => {
  const { target } = kpi;
  const { colours } = look;
  if (!target) return { text: '' };
  const unit = toldAs(look, kpi);
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

const targetNote = (kpi: KpiResult, look: Look): string => {
  const { text } = targetCell(kpi, look);
  return text === '' ? '' : `target ${text} · `;
};

/** The KPIs that have a value, one a row, with what they are compared with, their target and what they rest on. */
export const kpiTable = (
  kpis: readonly KpiResult[],
  review: Pick<Review, 'currency' | 'status'>,
  look: Look,
): string[] => {
  const { names, colours, width } = look;
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
        { text: valueText(kpi.value, toldAs(look, kpi), currency), style: colours.bold },
        changeCell(kpi.previous, kpi, review, look),
        lastYear === undefined ? '' : changeCell(kpi.lastYear, kpi, review, look),
        targets === 'column' ? targetCell(kpi, look) : '',
      ]),
      {
        width,
        titleStyle: colours.dim,
        notes: kpis.map((kpi) => ({
          text: (targets === 'notes' ? targetNote(kpi, look) : '') + noteOf(kpi, currency),
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
