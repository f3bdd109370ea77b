import type { KpiResult, ReviewDocument, Unit } from '../domain/reviews/document.ts';

type Section = 'kpi' | 'previous' | 'lastYear' | 'target' | 'companion' | 'month' | 'trend' | 'segment';

/** One number of a review; every number is a row of the same columns. */
export interface Row<Named extends string = Section, Measured extends string = Unit> {
  /** Its section, as a document has it or in words. */
  readonly section: Named;
  readonly kpi: string;
  readonly name: string;
  readonly period: string;
  /** A segment's dimension; what of a target (`atLeast`) or which companion (`p90`) is in `key`. */
  readonly by: string;
  readonly key: string;
  readonly label: string;
  /** As a document has it or in words. */
  readonly unit: Measured;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number | null;
  /** Of `money` and `moneyPerDay`. */
  readonly currency: string;
}

export const rowColumns = [
  'section',
  'kpi',
  'name',
  'period',
  'by',
  'key',
  'label',
  'unit',
  'value',
  'numerator',
  'denominator',
  'n',
  'currency',
] as const satisfies readonly (keyof Row)[];

type Part = Partial<Row> & Pick<Row, 'section' | 'value'>;

const partsOf = (kpi: KpiResult, period: string): Part[] => {
  const { previous, lastYear, target, companions, months = [], trend, segments } = kpi;
  return [
    ...(previous
      ? [{ section: 'previous' as const, period: previous.period, value: previous.value, n: previous.n }]
      : []),
    ...(lastYear
      ? [{ section: 'lastYear' as const, period: lastYear.period, value: lastYear.value, n: lastYear.n }]
      : []),
    ...(target?.atLeast === undefined
      ? []
      : [{ section: 'target' as const, period, key: 'atLeast', value: target.atLeast }]),
    ...(target?.atMost === undefined
      ? []
      : [{ section: 'target' as const, period, key: 'atMost', value: target.atMost }]),
    ...companions.map(({ id, unit, value }) => ({ section: 'companion' as const, period, key: id, unit, value })),
    ...months.map((point) => ({ section: 'month' as const, period: point.period, value: point.value, n: point.n })),
    ...trend.map((point) => ({ section: 'trend' as const, period: point.period, value: point.value, n: point.n })),
    ...segments.map(({ by, key, label, value, numerator, denominator, n }) => ({
      section: 'segment' as const,
      period,
      by,
      key: key ?? '',
      label,
      value,
      numerator,
      denominator,
      n,
    })),
  ];
};

const isMoney = (unit: Unit): boolean => unit === 'money' || unit === 'moneyPerDay';

/** The numbers of some KPIs of a review, all digits: first one row a KPI, then what stands behind each. */
export const rowsOf = (
  { period, currency }: ReviewDocument,
  kpis: readonly KpiResult[],
  nameOf: (kpi: string) => string,
): Row[] => {
  const rowOf = (kpi: KpiResult, part: Part): Row => {
    const unit = part.unit ?? kpi.unit;
    return {
      kpi: kpi.id,
      name: nameOf(kpi.id),
      period,
      by: '',
      key: '',
      label: '',
      numerator: null,
      denominator: null,
      n: null,
      currency: isMoney(unit) ? currency : '',
      ...part,
      unit,
    };
  };
  return [
    ...kpis.map((kpi) => {
      const { value, numerator, denominator, n, of } = kpi;
      return rowOf(kpi, {
        section: 'kpi',
        value,
        numerator,
        denominator,
        n,
        ...(of && { by: of.by, key: of.key ?? '', label: of.label }),
      });
    }),
    ...kpis.flatMap((kpi) => partsOf(kpi, period).map((part) => rowOf(kpi, part))),
  ];
};
