import { closest, distance } from 'fastest-levenshtein';

/** A name as messages quote it, cut where it is no name that anyone meant. */
const quoted = (name: string): string => JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);

/** `"amout" is not a field of deal; did you mean "amount"?` */
export const unknownName = (name: string, what: string, known: readonly string[]): string => {
  const nearest = closest(name.slice(0, 60), known);
  const near = distance(name.slice(0, 60), nearest) <= Math.max(2, Math.ceil(nearest.length / 2));
  return `${quoted(name)} is not ${what}${near ? `; did you mean "${nearest}"?` : `; there are ${known.join(', ')}`}`;
};
