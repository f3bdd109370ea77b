import { closest, distance } from 'fastest-levenshtein';

const longest = 60;

/** A name as messages quote it, cut where it is no name that anyone meant. */
const quoted = (name: string): string => JSON.stringify(name.length > longest ? `${name.slice(0, longest)}…` : name);

/** What was probably meant: the same in another case, else what is near; undefined when nothing is. */
export const nearest = (name: string, known: readonly string[]): string | undefined => {
  const written = name.slice(0, longest);
  const same = known.find((one) => one.toLowerCase() === written.toLowerCase());
  if (same !== undefined || known.length === 0) return same;
  const found = closest(written, known);
  return distance(written, found) <= Math.max(2, Math.ceil(found.length / 2)) ? found : undefined;
};

/** `"amout" is not a field of deal; did you mean "amount"?` */
export const unknownName = (name: string, what: string, known: readonly string[]): string => {
  const meant = nearest(name, known);
  return `${quoted(name)} is not ${what}${meant === undefined ? `; there are ${known.join(', ')}` : `; did you mean "${meant}"?`}`;
};
