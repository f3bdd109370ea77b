import type { Mark, Presence, RecordState, Statement } from './fold.ts';
import type { Stamp } from './observation.ts';
import { compareStamps, compareText } from './order.ts';
import { fieldsOf, isCustom, type RecordType, type Value } from './vocabulary.ts';

/**
 * The stored form of a record: one JSON array, positional, the same bytes for the same state.
 *
 * `[stamps, fields, custom, marks, presence]`, each without what is empty at its end. A stamp is `at` or
 * `[at, seq, nanos]`. Statements are flat pairs of a value and the index of its stamp, ascending; `0` stands for
 * a field that was never said.
 */
type StoredStamp = number | readonly [at: number, seq: string | null, nanos: number];
export type StoredStatements = readonly Value[] | 0;
export type StoredState = readonly [
  stamps: readonly StoredStamp[],
  fields: readonly StoredStatements[],
  custom: Readonly<Record<string, readonly Value[]>> | 0,
  marks: readonly [
    deleted: StoredStatements,
    mergedInto: StoredStatements,
    same: readonly string[] | 0,
    truncated: 0 | 1,
  ],
  presence: readonly (readonly [kind: string, feature: string | null, quarters: readonly number[]])[],
];

const stampOf = (stored: StoredStamp): Stamp =>
  typeof stored === 'number'
    ? { at: stored, nanos: 0, seq: null }
    : { at: stored[0], seq: stored[1], nanos: stored[2] };

const storedStamp = ({ at, seq, nanos }: Stamp): StoredStamp => (seq === null && nanos === 0 ? at : [at, seq, nanos]);

const isEmpty = (part: unknown): boolean => part === 0 || (Array.isArray(part) && part.length === 0);

const trimmed = <Part>(parts: readonly Part[]): Part[] => {
  const end = parts.findLastIndex((part) => !isEmpty(part)) + 1;
  return parts.slice(0, end);
};

/** Tells a stamp from every other: most have nothing but an instant. */
const nameOf = ({ at, nanos, seq }: Stamp): number | string => {
  if (seq !== null) return `${at} ${nanos} ${seq}`;
  return nanos === 0 ? at : `${at} ${nanos}`;
};

/** All stamps of a state, each once, ascending. */
const stampsOf = ({ fields, marks }: RecordState): Stamp[] => {
  const stamps = new Map<number | string, Stamp>();
  for (const named of [fields, marks])
    for (const statements of named.values()) for (const { stamp } of statements) stamps.set(nameOf(stamp), stamp);
  return [...stamps.values()].sort(compareStamps);
};

/** The bytes of a record, as text. */
export const encode = (state: RecordState): string => {
  const stamps = stampsOf(state);
  const places = new Map(stamps.map((stamp, index) => [nameOf(stamp), index]));
  const pairs = (statements: readonly Statement[] | undefined): StoredStatements => {
    if (!statements) return 0;
    const stored: Value[] = [];
    for (const { stamp, value } of statements) stored.push(value, places.get(nameOf(stamp)) as number);
    return stored;
  };
  const custom = [...state.fields.keys()].filter(isCustom).sort(compareText);
  return JSON.stringify(
    trimmed([
      stamps.map(storedStamp),
      trimmed(Object.keys(fieldsOf(state.type)).map((name) => pairs(state.fields.get(name)))),
      custom.length === 0 ? 0 : Object.fromEntries(custom.map((name) => [name, pairs(state.fields.get(name))])),
      trimmed([
        pairs(state.marks.get('deleted')),
        pairs(state.marks.get('mergedInto')),
        state.same,
        state.truncated ? 1 : 0,
      ]),
      state.presence.map(({ kind, feature, quarters }) => [kind, feature, quarters]),
    ]),
  );
};

const statementsOf = (stored: StoredStatements | undefined, stamps: readonly StoredStamp[]): Statement[] => {
  if (!stored) return [];
  const statements: Statement[] = [];
  for (let index = 0; index < stored.length; index += 2)
    statements.push({
      value: stored[index] as Value,
      stamp: stampOf(stamps[stored[index + 1] as number] as StoredStamp),
    });
  return statements;
};

/** The state whose bytes these are. */
export const decode = (type: RecordType, encoded: string): RecordState => {
  const [stamps, fields = [], custom = 0, marks = [], presence = []] = JSON.parse(encoded) as Partial<StoredState> & {
    0: StoredState[0];
  };
  const named = new Map<string, Statement[]>();
  Object.keys(fieldsOf(type)).forEach((name, index) => {
    if (fields[index]) named.set(name, statementsOf(fields[index], stamps));
  });
  for (const [name, statements] of Object.entries(custom || {})) named.set(name, statementsOf(statements, stamps));
  const [deleted, mergedInto, same, truncated] = marks as Partial<StoredState[3]>;
  const marked = new Map<Mark, Statement[]>();
  if (deleted) marked.set('deleted', statementsOf(deleted, stamps));
  if (mergedInto) marked.set('mergedInto', statementsOf(mergedInto, stamps));
  return {
    type,
    fields: named,
    marks: marked,
    same: same || [],
    truncated: truncated === 1,
    presence: presence.map(([kind, feature, quarters]): Presence => ({ kind, feature, quarters })),
  };
};
