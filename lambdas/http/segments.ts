import type { Bound } from '../domain/reviews/confines.ts';
import type { ReviewDocument } from '../domain/reviews/document.ts';
import { dimensionProblem } from '../domain/workspaces/names.ts';
import { invalid, Problem } from './problem.ts';

const most = 10;
/** More than any key has that records are told apart by in earnest. */
const longestKey = 1000;

/** `owner:ana`; without a key, `owner:`, those that have none. */
const boundOf = (text: string): Bound | string => {
  const colon = text.indexOf(':');
  if (colon <= 0) return 'must be written as owner:ana, or owner: for the records that have none';
  const [by, key] = [text.slice(0, colon), text.slice(colon + 1)];
  if (key.length > longestKey) return `must have a key of ${longestKey} characters at most`;
  return dimensionProblem(by) ?? [by, key === '' ? null : key];
};

/** The segments that a request names, all of which its records are to be of. */
export const theSegment = (texts: readonly string[]): Bound[] => {
  if (texts.length > most) throw invalid([{ path: 'segment', message: `may be given ${most} times` }]);
  return texts.map((text) => {
    const bound = boundOf(text);
    if (typeof bound === 'string') throw invalid([{ path: 'segment', message: bound }]);
    return bound;
  });
};

/**
 * Refuses the row of a review that tells the rest of a dimension together; a key may be called "other", too.
 *
 * @param document what the review told, if there is one
 */
export const refuseRest = (segment: readonly Bound[], kpi: string, document: ReviewDocument | undefined): void => {
  const rows = document?.kpis.find(({ id }) => id === kpi)?.segments ?? [];
  for (const [dimension, named] of segment) {
    if (named !== 'other' || rows.some(({ by, key, other }) => by === dimension && key === named && !other)) continue;
    throw new Problem(
      400,
      `"other" is all of ${dimension} beyond its 50 largest keys, and its records cannot be listed together. Name a key, "segment=${dimension}:…", or leave the segment out.`,
    );
  }
};
