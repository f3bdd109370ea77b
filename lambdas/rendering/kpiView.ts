import type { Comparison, KpiResult } from '../domain/reviews/document.ts';
import { dimensionName, labelOf } from './breakdowns.ts';
import { type Change, changeOf } from './change.ts';
import { countsOf } from './fraction.ts';
import { clean } from './language/clean.ts';
import type { Reading } from './reading.ts';
import { sourcesOf } from './silence.ts';
import { type TargetView, targetOf, valueTold } from './target.ts';
import { type TrendView, trendOf } from './trend.ts';

/** A value of another period, and how far it is from this one's. */
export interface ComparisonView {
  readonly period: string;
  readonly value: string;
  readonly change: Change;
}

export interface KpiView {
  readonly id: string;
  readonly name: string;
  /** What the value is of, where it is of one segment: `Negotiation`. */
  readonly of: string | null;
  /** Both: `Slowest stage (Negotiation)`. */
  readonly fullName: string;
  readonly value: string;
  /** All its digits, and what they were divided from. */
  readonly full: string;
  /** `few cases · still moving` */
  readonly flags: string | null;
  readonly previous: ComparisonView | null;
  readonly lastYear: ComparisonView | null;
  readonly target: TargetView | null;
  readonly trend: TrendView | null;
}

/** What the page tells of a KPI beside its numbers. */
export interface KpiDetail {
  readonly id: string;
  readonly name: string;
  readonly definition: string;
  readonly formula: string | null;
  readonly source: string | null;
  /** `47 of 165`, `531 cases` */
  readonly basis: string | null;
  readonly interval: string | null;
  readonly companions: readonly { readonly name: string; readonly value: string; readonly full: string }[];
}

/** The segment that a KPI's value is of, where it is of one; `null` where it is of all. */
const segmentOf = (reading: Reading, { of }: KpiResult): string | null =>
  of === undefined ? null : labelOf(reading, of.by, of);

/** A KPI's name, as `name` has it, and the segment that its value is of. */
export const fullNameOf = (reading: Reading, kpi: KpiResult, name: string): string => {
  const part = segmentOf(reading, kpi);
  return part === null ? name : reading.language.say('values.part', { name, part });
};

const comparisonOf = (reading: Reading, kpi: KpiResult, comparison: Comparison | null): ComparisonView | null => {
  const change = changeOf(reading, kpi, comparison);
  if (comparison === null || comparison.value === null || change === null) return null;
  return {
    period: reading.periods.short(comparison.period, reading.rendered.document.period),
    value: reading.tell(kpi, comparison.value),
    change,
  };
};

/** Where nothing was heard of a value, that is what is said of it, and not that it is of a part of the period. */
export const flagsOf = (reading: Reading, { flags, silent }: KpiResult): string | null => {
  const { say } = reading.language;
  const words = flags.map((flag) =>
    silent && flag === 'partial' ? say('flags.silent', { sources: sourcesOf(reading, silent) }) : say(`flags.${flag}`),
  );
  return words.length === 0 ? null : words.join(' · ');
};

const basisOf = (reading: Reading, kpi: KpiResult): string | null => {
  const { figures, language } = reading;
  const counts = countsOf(kpi, kpi);
  if (counts) {
    const [numerator, denominator] = [
      figures.full(counts.numerator, 'count'),
      figures.full(counts.denominator, 'count'),
    ];
    return language.say('values.of', { numerator, denominator });
  }
  return kpi.unit === 'count' ? null : language.say('values.cases', { n: kpi.n });
};

/** A KPI that has a value, for tables and cards. */
export const kpiViewOf = (reading: Reading, kpi: KpiResult): KpiView => {
  const value = kpi.value ?? 0;
  return {
    id: kpi.id,
    name: reading.nameOf(kpi.id),
    of: segmentOf(reading, kpi),
    fullName: fullNameOf(reading, kpi, reading.nameOf(kpi.id)),
    value: valueTold(reading, kpi),
    full: reading.figures.full(value, reading.unitOf(kpi)),
    flags: flagsOf(reading, kpi),
    previous: comparisonOf(reading, kpi, kpi.previous),
    lastYear: comparisonOf(reading, kpi, kpi.lastYear),
    target: targetOf(reading, kpi),
    trend: trendOf(reading, kpi),
  };
};

/** A KPI of a company's own that nobody described is defined by how it is counted, as a sentence. */
const saysTheSame = (definition: string, formula: string | null): boolean =>
  formula !== null && definition.replace(/\.$/, '').toLowerCase() === formula.toLowerCase();

/** How a KPI is defined and what lies behind its value; `rows` of each breakdown at most. */
export const kpiDetailOf = (reading: Reading, kpi: KpiResult): KpiDetail => {
  const { language, figures } = reading;
  const unit = reading.unitOf(kpi);
  const [definition, formula] = [reading.definitionOf(kpi.id), reading.formulaOf(kpi.id)];
  return {
    id: kpi.id,
    name: reading.nameOf(kpi.id),
    definition,
    formula: saysTheSame(definition, formula) ? null : formula,
    source: reading.sourceOf(kpi.id),
    basis: kpi.value === null ? null : basisOf(reading, kpi),
    interval:
      kpi.interval &&
      language.say('page.intervalText', {
        low: figures.short(kpi.interval.low, unit),
        high: figures.short(kpi.interval.high, unit),
      }),
    companions: kpi.companions.flatMap(({ id, unit: of, value }) =>
      value === null
        ? []
        : [
            {
              name: language.find(`companions.${id}`) ?? clean(id, 40),
              value: figures.short(value, of),
              full: figures.full(value, of),
            },
          ],
    ),
  };
};

/** The segments a review is confined to, in words: `region: South`. */
export const scopeOf = (reading: Reading): string | null => {
  const { scope, kpis } = reading.rendered.document;
  if (scope === null) return null;
  const nameOf = (by: string, key: string): string => {
    const known = kpis.flatMap(({ segments }) => segments).find((segment) => segment.by === by && segment.key === key);
    return labelOf(reading, by, { key, label: known?.label ?? '' });
  };
  const parts = Object.entries(scope).map(([by, key]) =>
    reading.language.say('header.scopePart', {
      dimension: dimensionName(reading, by),
      label: nameOf(by, key),
    }),
  );
  return reading.language.all(parts);
};
