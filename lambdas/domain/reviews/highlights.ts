import type { KpiDescription } from '../kpis/kpi.ts';
import type { Coverage, Highlight, KpiResult, ReviewDocument, Unit } from './document.ts';
import { isUnfinished, sizeOf, weightOf } from './weight.ts';

/** True sentences about a review, the most telling first. Each is a kind with parameters, so that every language can say it. */

const seconds = { day: 86_400, hour: 3_600, minute: 60 };

const number = (value: number, least: number, most = least): string =>
  value.toLocaleString('en', { minimumFractionDigits: least, maximumFractionDigits: most });

/** A unit as it is told: a ratio that is no share is a plain number. */
type ToldUnit = Unit | 'number';

const plain = (value: number | null, unit: ToldUnit, currency: string): string => {
  if (value === null) return '—';
  switch (unit) {
    case 'number':
      return number(value, 0, 2);
    case 'ratio':
      return `${number(100 * value, 1)} %`;
    case 'money':
    case 'moneyPerDay':
      return `${currency} ${number(value, 0, 2)}`;
    case 'duration':
      if (value >= seconds.day) return `${number(value / seconds.day, 1)} days`;
      return value >= seconds.hour
        ? `${number(value / seconds.hour, 1)} hours`
        : `${number(value / seconds.minute, 1)} minutes`;
    case 'score':
      return number(value, 1);
    case 'count':
      return number(value, 0);
  }
};

const bounds = ({ target }: KpiResult, unit: ToldUnit, currency: string): string =>
  [
    target?.atLeast === undefined ? '' : `at least ${plain(target.atLeast, unit, currency)}`,
    target?.atMost === undefined ? '' : `at most ${plain(target.atMost, unit, currency)}`,
  ]
    .filter((bound) => bound !== '')
    .join(' and ');

/** A change worth a sentence: where there is a test, one that it passes at 99 %. */
const isTelling = (result: KpiResult, status: ReviewDocument['status']): boolean =>
  Boolean(result.previous?.change) &&
  result.previous !== null &&
  weightOf(result, result.previous, status) === 'telling' &&
  // Of many KPIs one in twenty differs at 95 % by chance alone.
  (result.previous.significant === null || result.previous.certain === true);

const sizeOfChange = (result: KpiResult): number => (result.previous ? sizeOf(result, result.previous) : 0);

export const highlightsOf = (
  results: readonly KpiResult[],
  coverage: readonly Coverage[],
  catalogue: readonly KpiDescription[],
  {
    currency,
    status,
    isNews,
  }: Pick<ReviewDocument, 'currency' | 'status'> & {
    /** Whether a source that is silent was heard of the period before. */
    readonly isNews: (source: string) => boolean;
  },
): Highlight[] => {
  const nameOf = (id: string): string => catalogue.find((kpi) => kpi.id === id)?.name ?? id;
  const told = new Map(catalogue.map(({ id, unit, toldAs }) => [id, toldAs ?? unit]));
  const unitOf = ({ id, unit }: KpiResult): ToldUnit => told.get(id) ?? unit;
  const finished = results.filter((result) => !isUnfinished(result, status));
  const targets = (reached: 'met' | 'missed'): Highlight[] =>
    finished
      .filter(({ target, value }) => target?.status === reached && value !== null)
      .map((result) => ({
        kind: reached === 'met' ? 'targetMet' : 'targetMissed',
        kpi: result.id,
        params: { value: result.value, atLeast: result.target?.atLeast ?? null, atMost: result.target?.atMost ?? null },
        text: `${nameOf(result.id)}: ${plain(result.value, unitOf(result), currency)}, target ${bounds(result, unitOf(result), currency)}: ${reached}.`,
      }));
  const changed = finished
    .filter((result) => isTelling(result, status))
    .sort((a, b) => sizeOfChange(b) - sizeOfChange(a))
    .map(
      (result): Highlight => ({
        kind: 'changed',
        kpi: result.id,
        params: {
          value: result.value,
          previous: result.previous?.value ?? null,
          change: result.previous?.change ?? null,
        },
        text: `${nameOf(result.id)}: ${plain(result.value, unitOf(result), currency)} after ${plain(result.previous?.value ?? null, unitOf(result), currency)} in ${result.previous?.period ?? ''}.`,
      }),
    );
  const gaps = coverage
    .filter(({ silent, failed }) => silent || failed > 0)
    .map(
      ({ source, name = source, silent, failed }): Highlight => ({
        kind: 'gap',
        kpi: '',
        params: { source, silent: silent ? 1 : 0, failed, ...(silent && { news: isNews(source) ? 1 : 0 }) },
        text: silent
          ? `${name} said nothing of this period.`
          : `${failed} ${failed === 1 ? 'delivery' : 'deliveries'} of ${name} could not be read.`,
      }),
    );
  return [...targets('missed'), ...changed, ...targets('met'), ...gaps];
};
