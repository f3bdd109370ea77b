import type { KpiResult, Segment } from '../domain/reviews/document.ts';
import { countsOf } from './fraction.ts';
import { clean } from './language/clean.ts';
import type { Reading } from './reading.ts';

interface BreakdownRow {
  readonly label: string;
  readonly value: string;
  readonly full: string;
  /** The value itself, in the KPI's unit. */
  readonly amount: number;
  /** Length of its bar, 0 to 1. */
  readonly share: number;
  /** What the value rests on: `28 of 82`, `32 %` of the whole, `131 cases`. */
  readonly basis: string;
}

/** One KPI by one dimension. */
export interface Breakdown {
  readonly dimension: string;
  readonly title: string;
  readonly rows: readonly BreakdownRow[];
  /** How many rows were left off. */
  readonly more: number;
}

/** What managers ask after first. */
const preferred = [
  'owner',
  'region',
  'stage',
  'product',
  'team',
  'source',
  'channel',
  'pipeline',
  'industry',
  'plan',
  'campaign',
  'kind',
  'priority',
  'reason',
];

const placeOf = (by: string): number => (preferred.includes(by) ? preferred.indexOf(by) : preferred.length);

/** The dimensions of a KPI's segments, what managers ask after first. */
export const dimensionsOf = ({ segments }: Pick<KpiResult, 'segments'>): string[] =>
  [...new Set(segments.map(({ by }) => by))].sort((a, b) => placeOf(a) - placeOf(b));

export const dimensionName = (reading: Reading, by: string): string =>
  reading.language.find(`dimensions.${by}`) ?? clean(by.replace(/^custom\./, ''), 40);

/** A segment by its label; where it has none of its own, by our word for its key: `renewal`, `renovação`. */
export const labelOf = ({ language }: Reading, by: string, { key, label }: Pick<Segment, 'key' | 'label'>): string => {
  if (key === null) return language.say('breakdowns.notSet');
  const word = label === '' || label === key ? language.find(`choices.${by}.${key}`) : null;
  return word ?? (clean(label || key, 60) || language.say('breakdowns.notSet'));
};

/** The same of any segment, of the rest, too. */
export const segmentName = (reading: Reading, segment: Segment): string =>
  segment.other ? reading.language.say('breakdowns.other') : labelOf(reading, segment.by, segment);

/** Names that tell the segments of a dimension apart: the key stands beside a name that several of them have. */
const namer = (reading: Reading, segments: readonly Segment[]): ((segment: Segment) => string) => {
  const bearers = new Map<string, number>();
  for (const segment of segments) {
    const name = segmentName(reading, segment);
    bearers.set(name, (bearers.get(name) ?? 0) + 1);
  }
  return (segment) => {
    const name = segmentName(reading, segment);
    const key = segment.key === null || segment.other || bearers.get(name) === 1 ? '' : clean(segment.key, 40);
    return key === '' || key === name ? name : `${name} (${key})`;
  };
};

/** How the segments of one dimension of a KPI are called. */
export const segmentNames = (
  reading: Reading,
  { segments }: Pick<KpiResult, 'segments'>,
  by: string,
): ((segment: Segment) => string) =>
  namer(
    reading,
    segments.filter((segment) => segment.by === by),
  );

/** A rounding of the sums of doubles is no difference. */
const nearly = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));

/** A KPI's segments by dimension. */
const segmentsOf = ({ segments }: KpiResult): ((by: string) => readonly Segment[]) => {
  const byDimension = new Map<string, Segment[]>();
  for (const segment of segments) {
    const of = byDimension.get(segment.by);
    if (of) of.push(segment);
    else byDimension.set(segment.by, [segment]);
  }
  return (by) => byDimension.get(by) ?? [];
};

/** Whether the segments of a dimension add up to the whole, as amounts and counts do, and means do not. */
const addsUp = ({ unit, value, denominator }: KpiResult, of: readonly Segment[]): boolean => {
  if ((unit !== 'money' && unit !== 'count') || denominator !== null || value === null) return false;
  const sum = of.reduce((total, segment) => total + (segment.value ?? 0), 0);
  return of.every(({ overlaps }) => !overlaps) && nearly(sum, value);
};

/** What part of a whole a segment is; `null` where that would say nothing. */
const partOf = (whole: KpiResult['value'], { value }: Segment): number | null =>
  value === null || whole === null || value < 0 || whole < value || whole === 0 ? null : value / whole;

/** What a segment's value rests on. @param whole what the segments add up to, where they do */
export const basisOf = (reading: Reading, kpi: KpiResult, segment: Segment, whole: KpiResult['value']): string => {
  const { figures, language } = reading;
  const counts = countsOf(kpi, segment);
  if (counts) {
    const [numerator, denominator] = [
      figures.short(counts.numerator, 'count'),
      figures.short(counts.denominator, 'count'),
    ];
    return language.say('values.of', { numerator, denominator });
  }
  const part = partOf(whole, segment);
  return part === null
    ? language.say('values.cases', { n: segment.n })
    : figures.short(Math.round(part * 100) / 100, 'ratio');
};

/** Missing keys and the rest come last; of the others the greatest value first. */
const inOrder = (a: Segment, b: Segment): number => {
  const last = ({ key, other }: Segment): number => (other ? 2 : key === null ? 1 : 0);
  return last(a) - last(b) || (b.value ?? 0) - (a.value ?? 0);
};

/** A KPI by a dimension, at most `most` rows. @param of its segments of that dimension */
const breakdownOf = (reading: Reading, kpi: KpiResult, by: string, of: readonly Segment[], most: number): Breakdown => {
  const known = of.filter(({ value }) => value !== null).sort(inOrder);
  const shown = known.slice(0, most);
  const nameOf = namer(reading, known);
  const whole = addsUp(kpi, of) ? kpi.value : null;
  const greatest = Math.max(0, ...shown.map(({ value }) => Math.abs(value ?? 0))) || 1;
  return {
    dimension: dimensionName(reading, by),
    title: reading.language.say('breakdowns.by', {
      name: reading.nameOf(kpi.id),
      dimension: dimensionName(reading, by),
    }),
    rows: shown.map((segment) => ({
      label: nameOf(segment),
      value: reading.tell(kpi, segment.value ?? 0),
      full: reading.figures.full(segment.value ?? 0, reading.unitOf(kpi)),
      amount: segment.value ?? 0,
      share: Math.max(0, segment.value ?? 0) / greatest,
      basis: basisOf(reading, kpi, segment, whole),
    })),
    more: known.length - shown.length,
  };
};

/** The first `count` breakdowns of a KPI, at most `most` rows each. A dimension with one key says the same again. */
export const breakdownsOf = (reading: Reading, kpi: KpiResult, most: number, count: number): Breakdown[] => {
  const of = segmentsOf(kpi);
  return dimensionsOf(kpi)
    .filter((by) => of(by).filter(({ value }) => value !== null).length > 1)
    .slice(0, count)
    .map((by) => breakdownOf(reading, kpi, by, of(by), most));
};

const comfortable = 8;

const keysIn = (of: readonly Segment[]): number =>
  of.filter(({ key, other, value }) => key !== null && !other && value !== null).length;

/** Of the days of a campaign its reader asks first what came of campaigns: the KPIs that are told by them. */
const byCampaign = ({ rendered }: Reading, kpis: readonly KpiResult[]): readonly KpiResult[] =>
  rendered.document.campaigns ? kpis.filter((kpi) => keysIn(segmentsOf(kpi)('campaign')) > 0) : [];

/**
 * The most telling breakdowns: of each leading KPI the dimension with the most keys that the eye still takes in (two to
 * eight), one not yet shown where there is a choice; in the review of a campaign, KPIs by campaign come first.
 */
export const tellingBreakdowns = (reading: Reading, kpis: readonly KpiResult[], count = 3): Breakdown[] => {
  const used = new Set<string>();
  const ofCampaigns = byCampaign(reading, kpis).slice(0, count);
  const chosen = ofCampaigns.map((kpi) =>
    breakdownOf(reading, kpi, 'campaign', segmentsOf(kpi)('campaign'), comfortable),
  );
  for (const kpi of kpis.filter((one) => !ofCampaigns.includes(one))) {
    if (chosen.length === count) break;
    const of = segmentsOf(kpi);
    const [best] = dimensionsOf(kpi)
      .map((by) => ({ by, isUsed: used.has(by), keys: keysIn(of(by)) }))
      .filter(({ keys }) => keys >= 2)
      .map((one) => (one.keys <= comfortable ? one : { ...one, keys: 0 }))
      .sort((a, b) => Number(a.isUsed) - Number(b.isUsed) || b.keys - a.keys);
    if (best === undefined) continue;
    used.add(best.by);
    chosen.push(breakdownOf(reading, kpi, best.by, of(best.by), comfortable));
  }
  return chosen;
};
