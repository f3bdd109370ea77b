import {
  isObject,
  parseMarks,
  parseRecordId,
  parseSet,
  parseStamp,
  type Refusal,
  type Result,
  refuse,
} from './members.ts';
import type { Observation, Rejection } from './observation.ts';
import { unknownName } from './suggest.ts';
import { isRecordType, recordTypes } from './vocabulary.ts';

const members = ['record', 'id', 'at', 'seq', 'set', 'deleted', 'mergedInto', 'same'];

/** What an activity lacks: it is told whole, in one observation, and is not taken back. */
const activityRefusal = ({ set, deleted, mergedInto, same }: Observation): Refusal | undefined => {
  const mark = Object.entries({ deleted, mergedInto, same }).find(([, value]) => value !== undefined)?.[0];
  if (mark !== undefined) return { path: mark, message: 'cannot be said of an activity' };
  if (typeof set.at !== 'number') return { path: 'set.at', message: 'is missing: say when the activity happened' };
  return typeof set.customer === 'string' || typeof set.user === 'string'
    ? undefined
    : { path: 'set', message: 'must name the customer or the user whose activity it is' };
};

/** Whether an observation says anything at all. */
const isTelling = ({ set, deleted, mergedInto, same = [] }: Observation): boolean =>
  deleted !== undefined || mergedInto !== undefined || same.length > 0 || Object.keys(set).length > 0;

/** An observation of which every member was read, where the whole of it can be said. */
export const assembled = (observation: Observation): Result<Observation> => {
  const refusal = observation.record === 'activity' ? activityRefusal(observation) : undefined;
  if (refusal) return { refusal };
  return isTelling(observation)
    ? { value: observation }
    : refuse('', 'says nothing: give set, deleted, mergedInto or same');
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
  return assembled({ record, id: id.value, stamp: stamp.value, set: set.value, ...marks.value });
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
