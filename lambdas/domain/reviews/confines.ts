import type { Scope } from './document.ts';
import type { Identities } from './identity.ts';
import type { Segments } from './segmentList.ts';
import { recordDimensions, sourceDimensions } from './segments.ts';

/** Whether segments lie within a scope. */
export type Confines = (segments: Segments) => boolean;

/** The keys of a dimension that a scope's value names: by the id alone in any source, or by `source:id` in one. */
const keysNamed = (dimension: string, named: string, identities: Identities): ReadonlySet<string> => {
  const type = recordDimensions[dimension];
  if (type) return identities.meant(type, named);
  const qualified = sourceDimensions.has(dimension) ? identities.sources.map((source) => `${source}:${named}`) : [];
  return new Set([named, ...qualified]);
};

/** What a scope lets through; all merges and aliases must be known. `null` lets everything through. */
export const confinesOf = (scope: Scope | null, identities: Identities): Confines => {
  const bounds = Object.entries(scope ?? {}).map(
    ([dimension, named]) => [dimension, keysNamed(dimension, named, identities)] as const,
  );
  return (segments) =>
    bounds.every(([dimension, keys]) => {
      const key = segments.get(dimension);
      return key !== undefined && keys.has(key);
    });
};
