import { compareText } from '../records/order.ts';
import { idOf, sourceOf } from './identity.ts';
import { recordDimensions, sourceDimensions } from './segments.ts';

/** The id within a key that has its source with it; other keys are what they say. */
export const bareKey = (dimension: string, key: string): string => {
  if (recordDimensions[dimension]) return idOf(key);
  return sourceDimensions.has(dimension) ? key.slice(key.indexOf(':') + 1) : key;
};

/** Keys as readers know them: the id alone, with its source before it where two sources use the same id. */
export const shownKeys = (dimension: string, keys: Iterable<string>): ((key: string) => string) => {
  const uses = new Map<string, number>();
  for (const key of keys) uses.set(bareKey(dimension, key), (uses.get(bareKey(dimension, key)) ?? 0) + 1);
  return (key) => {
    const bare = bareKey(dimension, key);
    return uses.get(bare) === 1 || bare === key ? bare : `${sourceOf(key)}:${bare}`;
  };
};

/** So many keys of a dimension are told apart; the others are told together. */
const mostKeys = 50;

/** The keys with most records, the largest first, of equal ones the first by key; and the rest. */
export const ranked = (
  cells: ReadonlyMap<string, { readonly count: number }>,
): { readonly largest: string[]; readonly rest: string[] } => {
  const keys = [...cells]
    .sort(([keyA, a], [keyB, b]) => b.count - a.count || compareText(keyA, keyB))
    .map(([key]) => key);
  return { largest: keys.slice(0, mostKeys), rest: keys.slice(mostKeys) };
};
