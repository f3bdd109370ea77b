import { type Json, parseJson } from './json.ts';
import { isObject, type Marks, parseMarks, parseRecordId, parseSet, parseStamp, type Refusal, type Result, refuse } from './members.ts';
import type { Observation, Rejection } from './observation.ts';
import { unknownName } from './suggest.ts';
import { isRecordType, recordTypes } from './vocabulary.ts';

const members = ['record', 'id', 'at', 'seq', 'set', 'deleted', 'mergedInto', 'same'];

/** What an activity lacks: it is told whole, in one observation, and is not taken back. */
const activityRefusal = (set: Observation['set'], marks: Marks): Refusal | undefined => {
  const mark = Object.keys(marks)[0];
  if (mark !== undefined) return { path: mark, message: 'cannot be said of an activity' };
  if (typeof set.at !== 'number') return { path: 'set.at', message: 'is missing: say when the activity happened' };
  return typeof set.customer === 'string' || typeof set.user === 'string'
    ? undefined
    : { path: 'set', message: 'must name the customer or the user whose activity it is' };
};

const parse = (input: unknown, receivedAt: number): Result<Observation> => {
  if (!isObject(input)) return refuse('', 'must be an observation: an object with record, id, at and set');
  const odd = Object.keys(input).find((name) => !members.includes(name));
  if (odd !== undefined) return refuse(odd, unknownName(odd, 'a member of an observation', members));
  const { record } = input;
  if (typeof record !== 'string') return refuse('record', 'must name a type of record');
  if (!isRecordType(record)) return refuse('record', unknownName(record, 'a type of record', recordTypes));
  const id = parseRecordId(input);
  if ('refusal' in id) return id;
  const stamp = parseStamp(input, receivedAt);
  if ('refusal' in stamp) return stamp;
  const set = parseSet(record, input);
  if ('refusal' in set) return set;
  const marks = parseMarks(input);
  if ('refusal' in marks) return marks;
  const refusal = record === 'activity' ? activityRefusal(set.value, marks.value) : undefined;
  if (refusal) return { refusal };
  const { deleted, mergedInto, same = [] } = marks.value;
  if (Object.keys(set.value).length === 0 && deleted === undefined && mergedInto === undefined && same.length === 0)
    return refuse('', 'says nothing: give set, deleted, mergedInto or same');
  return { value: { record, id: id.value, stamp: stamp.value, set: set.value, ...marks.value } };
};

/**
 * Reads one observation as it comes in over the wire. The message of a rejection names what was expected, never
 * the value that was there.
 *
 * @param index Zero-based place in its batch, for the rejection.
 * @param receivedAt Epoch milliseconds.
 */
export const parseObservation = (
  input: unknown,
  index: number,
  receivedAt: number,
): { readonly observation: Observation } | { readonly rejection: Rejection } => {
  const result = parse(input, receivedAt);
  return 'value' in result ? { observation: result.value } : { rejection: { index, ...result.refusal } };
};

/** The observations of a batch, each with its place in it, and what was refused. */
export interface Batch {
  readonly observations: readonly { readonly index: number; readonly observation: Observation }[];
  readonly rejected: readonly Rejection[];
}

const parseItems = (items: Iterable<{ readonly index: number; readonly json: Json }>, receivedAt: number): Batch => {
  const observations: { index: number; observation: Observation }[] = [];
  const rejected: Rejection[] = [];
  for (const { index, json } of items) {
    const parsed = 'value' in json ? parseObservation(json.value, index, receivedAt) : { rejection: { index, path: '', message: json.problem } };
    if ('observation' in parsed) observations.push({ index, observation: parsed.observation });
    else rejected.push(parsed.rejection);
  }
  return { observations, rejected };
};

/** Reads every observation of a list; a bad one never loses a good one. */
export const parseAll = (inputs: readonly unknown[], receivedAt: number): Batch =>
  parseItems(
    inputs.map((value, index) => ({ index, json: { value } })),
    receivedAt,
  );

const linesOf = (text: string): { index: number; json: Json }[] =>
  text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ index, json: parseJson(line, index + 1) }]));

/**
 * Reads a posted batch: JSON holds one observation or an array of them, NDJSON one a line. Indices are zero-based;
 * in NDJSON they count every line, the blank ones too. A body that is no JSON is one rejection.
 *
 * @param receivedAt Epoch milliseconds.
 */
export const parseObservations = (body: string, format: 'json' | 'ndjson', receivedAt: number): Batch => {
  const text = body.startsWith('\uFEFF') ? body.slice(1) : body;
  if (format === 'ndjson') return parseItems(linesOf(text), receivedAt);
  const json = parseJson(text);
  if ('problem' in json) return parseItems([{ index: 0, json }], receivedAt);
  return parseAll(Array.isArray(json.value) ? json.value : [json.value], receivedAt);
};
