import type { KpiDescription } from '../kpis/kpi.ts';
import { causeOf } from './causes.ts';
import type { Coverage, Highlight, KpiResult, ReviewDocument } from './document.ts';
import { type Extreme, extremeOf } from './extremes.ts';
import { plain, type ToldUnit } from './plain.ts';
import { isUnfinished, sizeOf, weightOf } from './weight.ts';

/**
 * True sentences about a review: targets missed, targets met, changes, records, gaps in the data. Each is a kind with
 * parameters, so that every language can say it; of each KPI there is one, with all that there is to say of it. Every number
 * of one is in the document: `value`, `previous`, `change`, `atLeast` and `atMost` are the KPI's, `mix` and `rate` those of
 * the row of `movedBy` that `by` and `key` name, `beaten` is the trend's value of the period `beatenIn`, `failed` the coverage's,
 * of a scope told as little as there. There may be more than a reader is told: those are chosen among them, in the reader's order.
 */

type Params = Highlight['params'];

/** What there is to say of a KPI. */
interface Facts {
  readonly result: KpiResult;
  readonly reached: 'met' | 'missed' | null;
  readonly isChanged: boolean;
  readonly extreme: Extreme | null;
}

/** A change worth a sentence: where there is a test, one that it passes at 99 %. */
const isTelling = (result: KpiResult, status: ReviewDocument['status']): boolean =>
  Boolean(result.previous?.change) &&
  result.previous !== null &&
  weightOf(result, result.previous, status) === 'telling' &&
  // Of many KPIs one in twenty differs at 95 % by chance alone.
  (result.previous.significant === null || result.previous.certain === true);

const factsOf = (result: KpiResult, status: ReviewDocument['status']): Facts => ({
  result,
  reached: result.value === null ? null : (result.target?.status ?? null),
  isChanged: isTelling(result, status),
  extreme: extremeOf(result, status),
});

const kinds = ['targetMissed', 'targetMet', 'changed', 'record'] as const;

const kindOf = ({ reached, isChanged, extreme }: Facts): (typeof kinds)[number] | null => {
  if (reached !== null) return reached === 'missed' ? 'targetMissed' : 'targetMet';
  if (isChanged) return 'changed';
  return extreme === null ? null : 'record';
};

const paramsOf = ({ result, reached, isChanged, extreme }: Facts): Params => {
  const cause = isChanged ? causeOf(result) : null;
  return {
    value: result.value,
    ...(reached !== null && { atLeast: result.target?.atLeast ?? null, atMost: result.target?.atMost ?? null }),
    ...(isChanged && { previous: result.previous?.value ?? null, change: result.previous?.change ?? null }),
    ...(cause && { by: cause.by, key: cause.key, mix: cause.mix, rate: cause.rate }),
    ...(extreme && {
      record: extreme.record,
      since: extreme.since,
      beaten: extreme.beaten.value,
      beatenIn: extreme.beaten.period,
    }),
  };
};

/** `target at least 30.0 %: missed` */
const aimText = ({ target, value }: KpiResult, unit: ToldUnit, currency: string): string => {
  const told = (bound: number): string => plain(bound, unit, currency, value === null ? [] : [value]);
  const bounds = [
    ...(target?.atLeast === undefined ? [] : [`at least ${told(target.atLeast)}`]),
    ...(target?.atMost === undefined ? [] : [`at most ${told(target.atMost)}`]),
  ];
  return `target ${bounds.join(' and ')}: ${target?.status}`;
};

const textOf = (facts: Facts, name: string, unit: ToldUnit, currency: string): string => {
  const { result, reached, isChanged, extreme } = facts;
  const { value, previous, target } = result;
  const cause = isChanged ? causeOf(result) : null;
  const bounds = [target?.atLeast, target?.atMost].filter((bound) => bound !== undefined);
  const before = plain(previous?.value ?? null, unit, currency, value === null ? [] : [value]);
  const beside = [...(reached === null ? [] : bounds), ...(isChanged ? [previous?.value ?? 0] : [])];
  return `${[
    `${name}: ${plain(value, unit, currency, beside)}${isChanged ? ` after ${before} in ${previous?.period}` : ''}`,
    ...(cause ? [`mostly because of ${cause.by} ${cause.label}`] : []),
    ...(extreme ? [`the ${extreme.record} since ${extreme.since}`] : []),
    ...(reached === null ? [] : [aimText(result, unit, currency)]),
  ].join(', ')}.`;
};

const gapText = ({ source, name = source, silent, failed }: Coverage): string => {
  if (silent) return `${name} said nothing of this period.`;
  if (failed === undefined) return `Some of what ${name} sent could not be read.`;
  return `${failed} ${failed === 1 ? 'delivery' : 'deliveries'} of ${name} could not be read.`;
};

const gapsOf = (coverage: readonly Coverage[], isNews: (source: string) => boolean): Highlight[] =>
  coverage
    .filter(({ silent, failed = 0, unread }) => silent || failed > 0 || unread)
    .map((one): Highlight => {
      const { source, silent, failed } = one;
      return {
        kind: 'gap',
        kpi: '',
        params: {
          source,
          silent: silent ? 1 : 0,
          ...(failed !== undefined && { failed }),
          ...(silent && { news: isNews(source) ? 1 : 0 }),
        },
        text: gapText(one),
      };
    });

const sizeOfChange = ({ result, isChanged }: Facts): number =>
  isChanged && result.previous ? sizeOf(result, result.previous) : 0;

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
  const described = new Map(catalogue.map((kpi) => [kpi.id, kpi]));
  const facts = results.filter((result) => !isUnfinished(result, status)).map((result) => factsOf(result, status));
  const of = (kind: (typeof kinds)[number]): Highlight[] =>
    facts
      .filter((one) => kindOf(one) === kind)
      // What changed most comes first; sorting is stable, so others keep their order.
      .sort((a, b) => sizeOfChange(b) - sizeOfChange(a))
      .map((one): Highlight => {
        const { id, unit } = one.result;
        const about = described.get(id);
        const text = textOf(one, about?.name ?? id, about?.toldAs ?? unit, currency);
        return { kind, kpi: id, params: paramsOf(one), text };
      });
  return [...kinds.flatMap(of), ...gapsOf(coverage, isNews)];
};
