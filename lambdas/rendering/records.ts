import records from '../../templates/compiled/records.js';
import type { KpiResult, Segment } from '../domain/reviews/document.ts';
import type { ListedRecord } from '../domain/reviews/records/listed.ts';
import { dimensionName, labelOf } from './breakdowns.ts';
import { paletteOf } from './colour.ts';
import { formatInstant } from './language/periods.ts';
import { type Reading, readingOf } from './reading.ts';
import { recordRowOf, totalsOf } from './recordRow.ts';
import type { Rendered } from './render.ts';
import { fill } from './templates.ts';
import { asking, recordsBelow, safeReference } from './url.ts';

/** What the page tells of the answer that the API gives. */
export interface ListedRecords {
  readonly asOf: string;
  readonly value: number | null;
  readonly n: number;
  readonly of: KpiResult['of'] | null;
  readonly segment: readonly { readonly by: string; readonly key: string | null }[];
  readonly review: { readonly value: number | null; readonly n: number } | null;
  readonly more: number;
  readonly records: readonly ListedRecord[];
}

/** Seconds after which a page that waits asks again. */
const refreshSeconds = 5;

/** The page of a KPI's records, without them. */
const frameOf = (reading: Reading, kpi: KpiResult, review: string) => {
  const { language, periods, rendered } = reading;
  return {
    ...paletteOf(rendered.configuration.brand?.colour),
    lang: language.locale,
    direction: language.direction,
    workspace: reading.workspace,
    meta: language.say('header.meta', {
      period: periods.heading(rendered.document.period),
      role: language.say(`roles.${rendered.reader.role}`),
    }),
    title: language.say('listed.title', { name: reading.nameOf(kpi.id) }),
    definition: reading.definitionOf(kpi.id),
    review: safeReference(review),
    back: language.say('listed.back'),
    arrow: language.direction === 'rtl' ? '→' : '←',
    refresh: null as number | null,
    notices: [] as string[],
    columns: null as { record: string; role: string; fields: string } | null,
    rows: [] as ReturnType<typeof recordRowOf>[],
    total: null as string | null,
    segmentsTitle: language.say('listed.segments'),
    segments: [] as { name: string; links: { name: string; href: string }[] }[],
  };
};

type Frame = ReturnType<typeof frameOf>;

const template = fill<Frame>(records);

const told = (reading: Reading, kpi: KpiResult, value: number | null): string =>
  value === null ? reading.language.say('values.noneSpoken') : reading.tell(kpi, value);

const nameOf = (reading: Reading, kpi: KpiResult, by: string, key: string | null): string =>
  labelOf(reading, by, { key, label: kpi.segments.find((one) => one.by === by && one.key === key)?.label ?? '' });

/** What limits the list, how much there is, and how it stands to the review. */
const noticesOf = (reading: Reading, kpi: KpiResult, list: ListedRecords): string[] => {
  const { language, rendered } = reading;
  const { say } = language;
  const { asOf, value, n, of, segment, review, more } = list;
  const instant = formatInstant(language, asOf, rendered.document.timeZone);
  const bounds = [...segment, ...(of && !segment.some(({ by }) => by === of.by) ? [of] : [])].map(({ by, key }) =>
    say('header.scopePart', { dimension: dimensionName(reading, by), label: nameOf(reading, kpi, by, key) }),
  );
  const isSame = review !== null && review.value === value && review.n === n;
  const now = { value: told(reading, kpi, value), cases: say('values.cases', { n }), instant };
  return [
    ...(bounds.length > 0 ? [say('header.scope', { scope: language.all(bounds) })] : []),
    say(isSame ? 'listed.same' : 'listed.now', now),
    ...(review && !isSame
      ? [say('listed.told', { value: told(reading, kpi, review.value), cases: say('values.cases', { n: review.n }) })]
      : []),
    ...(list.records.length === 0 ? [say('listed.none')] : []),
    ...(more > 0 ? [say('listed.more', { count: more })] : []),
  ];
};

const mostLinks = 50;

/** The segments that the list can be narrowed to, by dimension. */
const segmentsOf = (reading: Reading, kpi: KpiResult, review: string): Frame['segments'] => {
  const known = kpi.segments.filter(({ other, n }) => !other && n > 0);
  const linkOf = ({ by, key, n }: Segment) => {
    const query = { kpi: kpi.id, segment: `${by}:${key ?? ''}` };
    const href = safeReference(asking(recordsBelow(review), query));
    return { name: `${nameOf(reading, kpi, by, key)} (${n})`, href };
  };
  return [...new Set(known.map(({ by }) => by))].map((by) => ({
    name: dimensionName(reading, by),
    links: known
      .filter((segment) => segment.by === by)
      .slice(0, mostLinks)
      .map(linkOf),
  }));
};

/** The records behind a KPI of a review as a web page; `review` is the address of the review's own page. */
export const renderRecords = (rendered: Rendered, kpi: KpiResult, list: ListedRecords, review: string): string => {
  const reading = readingOf(rendered);
  const { say, all } = reading.language;
  const totals = totalsOf(reading, list.records);
  return template({
    ...frameOf(reading, kpi, review),
    notices: noticesOf(reading, kpi, list),
    columns:
      list.records.length === 0
        ? null
        : { record: say('listed.record'), role: say('listed.role'), fields: say('listed.fields') },
    rows: list.records.map((record) => recordRowOf(reading, record)),
    total: totals.length === 0 ? null : say('listed.total', { amounts: all(totals) }),
    segments: segmentsOf(reading, kpi, review),
  });
};

/** The page while the records are looked for, which asks again by itself; or what is said where that failed. */
export const renderRecordsPending = (
  rendered: Rendered,
  kpi: KpiResult,
  { review, failed }: { readonly review: string; readonly failed: boolean },
): string => {
  const reading = readingOf(rendered);
  return template({
    ...frameOf(reading, kpi, review),
    refresh: failed ? null : refreshSeconds,
    notices: [reading.language.say(failed ? 'listed.failed' : 'listed.pending')],
  });
};
