import type { Review } from '../http/answers.ts';
import type { Printer } from '../terminal/printer.ts';
import { wrapped } from '../terminal/text.ts';

/** A key of a dimension, as `--segment` takes it. */
interface Key {
  readonly key: string;
  readonly label: string;
  /** Records that it stands for, in the KPI that has most of them. */
  readonly n: number;
}

/** The keys that a review tells, by dimension, those of most records first. */
export const segmentsIn = ({ kpis }: Review): Readonly<Record<string, readonly Key[]>> => {
  const found = new Map<string, Map<string, Key>>();
  for (const { by, key, label, n, other } of kpis.flatMap(({ segments }) => segments)) {
    if (key === null || other === true) continue;
    const keys = found.get(by) ?? new Map<string, Key>();
    found.set(by, keys.set(key, { key, label, n: Math.max(n, keys.get(key)?.n ?? 0) }));
  }
  return Object.fromEntries([...found].map(([by, keys]) => [by, [...keys.values()].sort((a, b) => b.n - a.n)]));
};

const nameOf = ({ key, label }: Key): string => (label === key ? key : `${key} (${label})`);

const mostKeys = 20;

/** What there is of a dimension in a review, that of most records first: `ana (Ana), rui and 3 more`. */
export const keysOf = (dimension: string, review: Review): string => {
  const keys = (segmentsIn(review)[dimension] ?? []).map(nameOf);
  const more = keys.length > mostKeys ? ` and ${keys.length - mostKeys} more` : '';
  return keys.length === 0 ? 'none' : `${keys.slice(0, mostKeys).join(', ')}${more}`;
};

/** All of them as lines for a terminal, a dimension a paragraph. */
export const segmentLines = (review: Review, { width }: Pick<Printer, 'width'>): string[] => {
  const dimensions = Object.entries(segmentsIn(review));
  if (dimensions.length === 0) return ['No record of this period has a field that reviews are told apart by.'];
  return dimensions.flatMap(([by, keys]) => [
    `--segment ${by}=…`,
    ...wrapped(keys.map(nameOf).join(', '), width - 2).map((line) => `  ${line}`),
  ]);
};
