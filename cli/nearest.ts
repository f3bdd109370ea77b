import { closest, distance } from 'fastest-levenshtein';

/** The candidate that was probably meant; `undefined` when none is near. */
const nearest = (name: string, candidates: readonly string[]): string | undefined => {
  const lower = name.toLowerCase();
  const same = candidates.find((candidate) => candidate.toLowerCase() === lower);
  if (same !== undefined || candidates.length === 0) return same;
  const found = closest(name, candidates);
  return distance(name, found) <= Math.max(2, Math.floor(name.length / 3)) ? found : undefined;
};

/** `; did you mean "closedAt"?`, or what there is to choose from when nothing is near and the choice is small. */
export const suggestion = (name: string, candidates: readonly string[]): string => {
  const found = nearest(name, candidates);
  if (found !== undefined) return `; did you mean "${found}"?`;
  return candidates.length > 0 && candidates.length <= 20 ? `; there are ${candidates.join(', ')}` : '';
};
