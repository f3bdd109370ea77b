import type { KpiResult, Segment } from '../domain/reviews/document.ts';
import { basisOf, dimensionName, dimensionsOf, segmentNames } from './breakdowns.ts';
import { clean } from './language/clean.ts';
import type { Reading } from './reading.ts';
import { asking, safeReference } from './url.ts';

/** The segment that a page was asked for, `?by=owner&key=ana`; an empty key is that of what has none. */
export interface Chosen {
  readonly by?: string | undefined;
  readonly key?: string | undefined;
}

export interface SegmentLinks {
  /** The address of the page itself. */
  readonly page: string;
  readonly kept: Readonly<Record<string, string>>;
  readonly records: string | undefined;
}

const keyOf = ({ key }: Pick<Segment, 'key'>): string => key ?? '';

/** Those of a dimension that some KPI has a value for, once each, by name; what has none and the rest come last. */
const knownOf = (kpis: readonly KpiResult[], by: string, locale: string): Segment[] => {
  const known = new Map<string, Segment>();
  for (const { segments } of kpis)
    for (const segment of segments) {
      if (segment.by !== by || segment.value === null) continue;
      const name = `${segment.other} ${keyOf(segment)}`;
      if (!known.has(name)) known.set(name, segment);
    }
  const last = ({ key, other }: Segment): number => (other ? 2 : key === null ? 1 : 0);
  return [...known.values()].sort(
    (a, b) => last(a) - last(b) || (a.label || keyOf(a)).localeCompare(b.label || keyOf(b), locale),
  );
};

/** What is wrong with a choice, in a sentence; `null` where nothing is. */
const problemOf = (reading: Reading, { by, key }: Chosen, isDimension: boolean, isKnown: boolean): string | null => {
  const { say } = reading.language;
  if (by === undefined) return null;
  if (!isDimension) return say('page.segmentNoDimension', { dimension: clean(by, 60) });
  if (key === undefined || isKnown) return null;
  return say('page.segmentNone', {
    dimension: dimensionName(reading, by),
    key: clean(key, 60) || say('breakdowns.notSet'),
  });
};

/** Every number of the segment beside that of the whole, as the document tells them. */
const rowsOf = (reading: Reading, kpis: readonly KpiResult[], chosen: Segment, { records }: SegmentLinks) => {
  const { say } = reading.language;
  return kpis.flatMap((kpi) => {
    const { by, key, other } = chosen;
    const found = kpi.segments.find((one) => one.by === by && one.key === key && one.other === other);
    if (!found) return [];
    const query = { kpi: kpi.id, segment: `${by}:${keyOf(chosen)}` };
    const { value } = found;
    return [
      {
        kpi: reading.nameOf(kpi.id),
        value: value === null ? say('page.segmentNoValue') : reading.tell(kpi, value),
        full: value === null ? null : reading.figures.full(value, reading.unitOf(kpi)),
        basis: value === null ? '' : basisOf(reading, kpi, found, null),
        whole: reading.tell(kpi, kpi.value ?? 0),
        records: records === undefined || other || value === null ? null : safeReference(asking(records, query)),
      },
    ];
  });
};

/** The part of the page that tells of one segment; `null` where the review is not told by any. Nothing is computed. */
export const segmentOf = (reading: Reading, all: readonly KpiResult[], chosen: Chosen, links: SegmentLinks) => {
  const { language } = reading;
  const { say } = language;
  const kpis = all.filter(({ value }) => value !== null);
  const dimensions = dimensionsOf({ segments: kpis.flatMap(({ segments }) => segments) });
  const [first] = dimensions;
  if (first === undefined) return null;
  const isDimension = chosen.by !== undefined && dimensions.includes(chosen.by);
  const by = isDimension && chosen.by !== undefined ? chosen.by : first;
  const known = knownOf(kpis, by, language.locale);
  const found = isDimension ? known.find((one) => keyOf(one) === chosen.key) : undefined;
  // A name that several keys have stands with its key, as it does where they are told apart.
  const nameOf = segmentNames(reading, { segments: known }, by);
  const rows = found ? rowsOf(reading, kpis, found, links) : [];
  const name = found ? nameOf(found) : '';
  const untold = found ? kpis.length - rows.length : 0;
  return {
    title: say('page.segments'),
    action: safeReference(links.page),
    kept: Object.entries(links.kept).map(([name, value]) => ({ name, value })),
    whole: safeReference(`${asking(links.page, links.kept)}#segment`),
    dimensions: dimensions.map((one) => ({ value: one, name: dimensionName(reading, one), selected: one === by })),
    keys: known.map((one) => ({ value: keyOf(one), name: nameOf(one), selected: one === found })),
    isChosen: found !== undefined,
    problem: problemOf(reading, chosen, isDimension, found !== undefined),
    how: found ? null : say('page.segmentHow'),
    caption: say('header.scopePart', { dimension: dimensionName(reading, by), label: name }),
    name,
    rows: rows.length > 0 ? rows : null,
    untold: untold > 0 ? say('page.segmentUntold', { count: untold, dimension: dimensionName(reading, by) }) : null,
    labels: {
      by: say('page.segmentBy'),
      key: say('page.segmentKey'),
      choose: say('page.segmentChoose'),
      show: say('page.segmentShow'),
      clear: say('page.segmentClear'),
      name: say('table.name'),
      basis: say('page.basis'),
      whole: say('page.segmentWhole'),
    },
  };
};
