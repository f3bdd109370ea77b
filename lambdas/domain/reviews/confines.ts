import type { Scope } from './document.ts';
import type { Identities } from './identity.ts';
import type { Segments } from './segmentList.ts';
import { recordDimensions, sourceDimensions } from './segments.ts';

/** A segment that records are asked for by: of a dimension those with that key; `null` those without any. */
export type Bound = readonly [dimension: string, key: string | null];

/** Whether segments lie within a scope. */
export type Confines = (segments: Segments) => boolean;

/** The keys of a dimension that a scope's value names: by the id alone in any source, or by `source:id` in one. */
export const keysNamed = (dimension: string, named: string, identities: Identities): ReadonlySet<string> => {
  const type = recordDimensions[dimension];
  if (type) return identities.meant(type, named);
  const qualified = sourceDimensions.has(dimension) ? identities.sources.map((source) => `${source}:${named}`) : [];
  return new Set([named, ...qualified]);
};

/** What lies within all of some bounds; all merges and aliases must be known. None lets everything through. */
export const boundBy = (bounds: readonly Bound[], identities: Identities): Confines => {
  const wanted = bounds.map(
    ([dimension, named]) => [dimension, named === null ? null : keysNamed(dimension, named, identities)] as const,
  );
  return (segments) =>
    wanted.every(([dimension, keys]) => {
      const key = segments.get(dimension);
      if (keys === null) return key === undefined;
      return key !== undefined && keys.has(key);
    });
};

/** What a scope lets through. `null` lets everything through. */
export const confinesOf = (scope: Scope | null, identities: Identities): Confines =>
  boundBy(Object.entries(scope ?? {}), identities);
