import type { Delivery } from '../http/answers.ts';

type Observation = Delivery['observations'][number];

/** One field of a record and what it came to be; `deleted`, `mergedInto` and `same` stand beside the fields. */
export interface Said {
  readonly name: string;
  readonly value: unknown;
}

/** All that a delivery says of one record. */
export interface Folded {
  readonly record: string;
  readonly id: string;
  /** Of the newest statement. */
  readonly at: string;
  /** What holds when all of it is said, the newest first. */
  readonly now: readonly Said[];
  /** What that took the place of, the newest first. */
  readonly before: readonly Said[];
}

const digits = /^\d+$/;

/** Absent before digits by size before other text. */
const compareSeqs = (one = '', other = ''): number => {
  const [isNumber, isOther] = [digits.test(one), digits.test(other)];
  if (isNumber && isOther && one.length !== other.length) return one.length - other.length;
  if (isNumber !== isOther && one !== '' && other !== '') return isNumber ? -1 : 1;
  return one === other ? 0 : one < other ? -1 : 1;
};

/** In the order in which statements prevail, the one that does first. Instants are all written alike. */
const byPrevailing = (one: Observation, other: Observation): number => {
  if (one.at !== other.at) return one.at < other.at ? 1 : -1;
  return compareSeqs(other.seq, one.seq);
};

const saidIn = ({ set = {}, deleted, mergedInto, same }: Observation): Said[] =>
  Object.entries({ ...set, deleted, mergedInto, same }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );

const alike = ({ value }: Said, other: Said): boolean => JSON.stringify(value) === JSON.stringify(other.value);

const foldedOf = (record: string, id: string, observations: readonly Observation[]): Folded => {
  const sorted = [...observations].sort(byPrevailing);
  const now = new Map<string, Said>();
  const latest = new Map<string, Said>();
  const before: Said[] = [];
  for (const said of sorted.flatMap(saidIn)) {
    const later = latest.get(said.name);
    latest.set(said.name, said);
    if (!later) now.set(said.name, said);
    // Saying the same again is no change.
    else if (!alike(said, later)) before.push(said);
  }
  return { record, id, at: sorted[0]?.at ?? '', now: [...now.values()], before };
};

/** What a delivery says, a record at a time, as its observations are folded; in the order in which it comes to them. */
export const foldedByRecord = (observations: readonly Observation[]): Folded[] => {
  const records = new Map<string, Observation[]>();
  for (const observation of observations) {
    const key = JSON.stringify([observation.record, observation.id]);
    const known = records.get(key);
    if (known) known.push(observation);
    else records.set(key, [observation]);
  }
  return [...records.values()].flatMap((all) => {
    const [first] = all;
    return first ? [foldedOf(first.record, first.id, all)] : [];
  });
};
