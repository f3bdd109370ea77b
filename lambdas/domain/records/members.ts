import { type Instant, parseInstant } from './instant.ts';
import type { Observation, Rejection, Stamp } from './observation.ts';
import { canonicalSeq } from './order.ts';
import { unknownName } from './suggest.ts';
import { type Parsed, parseId, parseValue } from './value.ts';
import { fieldOf, fieldsOf, isCustom, type RecordType, type Value } from './vocabulary.ts';

/** The members of an observation, one parser each. */

export type Members = Readonly<Record<string, unknown>>;
export type Refusal = Omit<Rejection, 'index'>;
export type Result<Kind> = { readonly value: Kind } | { readonly refusal: Refusal };
export type Marks = Pick<Observation, 'deleted' | 'mergedInto' | 'same'>;

/** How far after its receipt an observation may claim to be, in milliseconds: beyond that it would freeze a field. */
const latest = 24 * 60 * 60 * 1000;
const pollutes = /^(?:custom\.)?(?:__proto__|constructor|prototype)$/;
const alias = /^[a-z0-9][a-z0-9-]{0,62}:.{1,200}$/su;

export const isObject = (input: unknown): input is Members =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

export const refuse = (path: string, message: string): { readonly refusal: Refusal } => ({
  refusal: { path: path.slice(0, 80), message },
});

const placed = <Kind>(path: string, parsed: Parsed<Kind>): Result<Kind> =>
  'value' in parsed ? parsed : refuse(path, parsed.expected);

export const parseRecordId = ({ id }: Members): Result<string> => placed('id', parseId(id));

/** When something was said, and where it stands among what was said of that instant. */
export const stampOf = ({ at, nanos }: Instant, seq: unknown, receivedAt: number): Result<Stamp> => {
  if (at > receivedAt + latest) return refuse('at', 'is more than 24 hours after it was received');
  if (seq === undefined || seq === null) return { value: { at, nanos, seq: null } };
  const place = placed('seq', parseId(seq));
  return 'refusal' in place ? place : { value: { at, nanos, seq: canonicalSeq(place.value) } };
};

export const parseStamp = ({ at, seq }: Members, receivedAt: number): Result<Stamp> => {
  if (at === undefined) return refuse('at', 'is missing: say when the record came to have these fields');
  const instant = placed('at', parseInstant(at));
  return 'refusal' in instant ? instant : stampOf(instant.value, seq, receivedAt);
};

const parseField = (record: RecordType, name: string, input: unknown): Result<Value> => {
  const field = pollutes.test(name) ? undefined : fieldOf(record, name);
  if (!field)
    return refuse(
      `set.${name}`,
      unknownName(name, `a field of ${record}`, [...Object.keys(fieldsOf(record)), 'custom.…']),
    );
  return placed(`set.${name}`, parseValue(field, isCustom(name) && typeof input === 'boolean' ? String(input) : input));
};

export const parseSet = (record: RecordType, { set: input = {} }: Members): Result<Record<string, Value>> => {
  if (!isObject(input)) return refuse('set', 'must be an object of fields');
  const set: Record<string, Value> = {};
  for (const [name, given] of Object.entries(input)) {
    const parsed = parseField(record, name, given);
    if ('refusal' in parsed) return parsed;
    set[name] = parsed.value;
  }
  return { value: set };
};

export const parseMarks = ({
  deleted,
  mergedInto,
  same,
}: { readonly [Mark in keyof Marks]?: unknown }): Result<Marks> => {
  const marks: { -readonly [Mark in keyof Marks]: Marks[Mark] } = {};
  if (deleted !== undefined) {
    if (typeof deleted !== 'boolean') return refuse('deleted', 'must be true or false');
    marks.deleted = deleted;
  }
  if (mergedInto !== undefined) {
    const winner = mergedInto === null ? { value: null } : placed('mergedInto', parseId(mergedInto));
    if ('refusal' in winner) return winner;
    marks.mergedInto = winner.value;
  }
  if (same !== undefined) {
    if (!Array.isArray(same)) return refuse('same', 'must be a list of names, each "source:id"');
    const odd = same.findIndex((name) => typeof name !== 'string' || !alias.test(name));
    if (odd !== -1) return refuse(`same.${odd}`, 'must be "source:id"');
    marks.same = same;
  }
  return { value: marks };
};
