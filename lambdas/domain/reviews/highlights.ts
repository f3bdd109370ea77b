import type { KpiDescription } from '../kpis/kpi.ts';
import type { Coverage, Highlight, KpiResult, ReviewDocument, Unit } from './document.ts';

/** True sentences about a review, the most telling first. Each is a kind with parameters, so that every language can say it. */

const seconds = { day: 86_400, hour: 3_600, minute: 60 };

const plain = (value: number | null, unit: Unit, currency: string): string => {
  if (value === null) return '—';
  switch (unit) {
    case 'ratio':
      return `${(100 * value).toFixed(1)} %`;
    case 'money':
    case 'moneyPerDay':
      return `${currency} ${value.toFixed(2)}`;
    case 'duration':
      if (value >= seconds.day) return `${(value / seconds.day).toFixed(1)} days`;
      return value >= seconds.hour
        ? `${(value / seconds.hour).toFixed(1)} hours`
        : `${(value / seconds.minute).toFixed(1)} minutes`;
    case 'score':
      return value.toFixed(1);
    case 'count':
      return String(value);
  }
};

const bounds = ({ target, unit }: KpiResult, currency: string): string =>
  [
    target?.atLeast === undefined ? '' : `at least ${plain(target.atLeast, unit, currency)}`,
    target?.atMost === undefined ? '' : `at most ${plain(target.atMost, unit, currency)}`,
  ]
    .filter((bound) => bound !== '')
    .join(' and ');

const relativeChange = ({ value, previous, unit }: KpiResult): number => {
  if (value === null || previous?.value === null || previous?.value === undefined || previous.value === 0) return 0;
  return unit === 'ratio' ? value - previous.value : value / previous.value - 1;
};

/** Of a period that still runs, what adds up over its days is not all there yet: it fell from nothing, and missed nothing. */
const isUnfinished = ({ unit }: KpiResult, status: ReviewDocument['status']): boolean =>
  status === 'running' && (unit === 'count' || unit === 'money');

/** Sums and counts have no test; this much of a change in them is worth a sentence. */
const tellingShare = 0.1;

const isTelling = (result: KpiResult): boolean => {
  const { previous, flags, n, unit } = result;
  if (!previous || previous.change === null || previous.change === 0 || flags.includes('thin')) return false;
  if (previous.significant !== null) return previous.significant;
  return (
    unit !== 'ratio' &&
    unit !== 'score' &&
    Math.min(n, previous.n) >= 5 &&
    Math.abs(relativeChange(result)) >= tellingShare
  );
};

interface Setting extends Pick<ReviewDocument, 'currency' | 'status'> {
  /** Ids of KPIs whose data begin within the previous period: a whole one always differs from a part. */
  readonly beginners: ReadonlySet<string>;
}

export const highlightsOf = (
  results: readonly KpiResult[],
  coverage: readonly Coverage[],
  catalogue: readonly KpiDescription[],
  { currency, status, beginners }: Setting,
): Highlight[] => {
  const nameOf = (id: string): string => catalogue.find((kpi) => kpi.id === id)?.name ?? id;
  const finished = results.filter((result) => !isUnfinished(result, status));
  const targets = (reached: 'met' | 'missed'): Highlight[] =>
    finished
      .filter(({ target, value }) => target?.status === reached && value !== null)
      .map((result) => ({
        kind: reached === 'met' ? 'targetMet' : 'targetMissed',
        kpi: result.id,
        params: { value: result.value, atLeast: result.target?.atLeast ?? null, atMost: result.target?.atMost ?? null },
        text: `${nameOf(result.id)}: ${plain(result.value, result.unit, currency)}, target ${bounds(result, currency)}: ${reached}.`,
      }));
  const changed = finished
    .filter((result) => !beginners.has(result.id) && isTelling(result))
    .sort((a, b) => Math.abs(relativeChange(b)) - Math.abs(relativeChange(a)))
    .map(
      (result): Highlight => ({
        kind: 'changed',
        kpi: result.id,
        params: {
          value: result.value,
          previous: result.previous?.value ?? null,
          change: result.previous?.change ?? null,
        },
        text: `${nameOf(result.id)}: ${plain(result.value, result.unit, currency)} after ${plain(result.previous?.value ?? null, result.unit, currency)} in ${result.previous?.period ?? ''}.`,
      }),
    );
  const gaps = coverage
    .filter(({ silent, failed }) => silent || failed > 0)
    .map(
      ({ source, silent, failed }): Highlight => ({
        kind: 'gap',
        kpi: '',
        params: { source, silent: silent ? 1 : 0, failed },
        text: silent
          ? `${source} said nothing of this period.`
          : `${failed} deliveries of ${source} could not be read.`,
      }),
    );
  return [...targets('missed'), ...changed, ...targets('met'), ...gaps];
};
