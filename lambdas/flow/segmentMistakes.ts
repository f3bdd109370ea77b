import type { Workspace } from '../domain/ports.ts';
import { unknownName } from '../domain/records/suggest.ts';
import type { KpiResult, ReviewDocument, Scope, Segment } from '../domain/reviews/document.ts';
import { scopeName } from '../domain/reviews/scope.ts';
import type { Mistake } from '../domain/workspaces/mistakes.ts';
import type { Services } from './services.ts';

/** Whether no record counts in it, in this period or in any that it is compared with. */
const isEmpty = ({ kpis }: ReviewDocument): boolean =>
  kpis.every(
    ({ n, previous, lastYear, trend }: KpiResult) =>
      n === 0 && !previous?.n && !lastYear?.n && trend.every((point) => point.n === 0),
  );

/** The keys that a review tells of a dimension, with what they are called. */
const keysOf = ({ kpis }: ReviewDocument, dimension: string): Map<string, string> =>
  new Map(
    kpis
      .flatMap(({ segments }): readonly Segment[] => segments)
      .flatMap(({ by, key, label, other }) => (by !== dimension || key === null || other ? [] : [[key, label]])),
  );

const mistakeOf = (by: string, key: string, known: ReadonlyMap<string, string>): Mistake => {
  const path = `segment.${by}`;
  if (known.size === 0) return { path, message: `no record of this period has the field "${by}"` };
  const [meant] = [...known].find(([, label]) => label.toLowerCase() === key.toLowerCase()) ?? [];
  if (meant === undefined) return { path, message: unknownName(key, `a key of ${by}`, [...known.keys()]) };
  return { path, message: `"${key}" is what a key of ${by} is called; did you mean "${meant}"?` };
};

/**
 * What is wrong with a segment in which nothing counts: keys that the latest review of the whole workspace does not
 * know. None where there is no such review or nothing in it, or the segment is a recipient's: then nothing has happened in it yet.
 */
export const segmentMistakes = async (
  { reviews }: Pick<Services, 'reviews'>,
  { configuration }: Workspace,
  scope: Scope,
  document: ReviewDocument,
): Promise<Mistake[]> => {
  const isMeant = configuration.recipients.some((one) => scopeName(one.scope ?? null) === scopeName(scope));
  if (isMeant || !isEmpty(document)) return [];
  const { workspace, cadence, period, start } = document;
  const address = { workspace, cadence, start: cadence === 'range' ? period : start.slice(0, 10), scope: null };
  const whole = await reviews.latest(address);
  if (!whole || isEmpty(whole)) return [];
  return Object.entries(scope).flatMap(([by, key]) => {
    const known = keysOf(whole, by);
    return known.has(key) ? [] : [mistakeOf(by, key, known)];
  });
};
