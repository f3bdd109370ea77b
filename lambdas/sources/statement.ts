import { parseMarks, type Result, refuse, stampOf } from '../domain/records/members.ts';
import type { Observation, Rejection } from '../domain/records/observation.ts';
import { assembled } from '../domain/records/parse.ts';
import { type Parsed, parseId, parseValue } from '../domain/records/value.ts';
import { type Field, fieldOf, type RecordType, type Value } from '../domain/records/vocabulary.ts';

/**
 * Values of fields as a system has them; `undefined` is not said. An instant that was read off a body is a `Date`, and what
 * is still to be read, or is none, stays as it is written.
 */
export type Said = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;

/** One observation to be, as a source reads it off a body. */
export interface Statement {
  readonly record: RecordType;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly seq?: string | undefined;
  readonly set?: Said;
  readonly deleted?: boolean;
  readonly mergedInto?: string | null;
  readonly same?: readonly string[];
}

/** What one event, message or hook within a body says. */
export interface Told {
  /** Where in the body it stands, `leads.add.0`; empty for the whole of it. */
  readonly path: string;
  readonly statements: readonly Statement[];
  /** What of it could not be read. */
  readonly problems?: readonly Problem[];
}

export interface Problem {
  /** Where in what was told; empty for the whole of it. */
  readonly path: string;
  readonly message: string;
  /** @see Rejection.wrongAccount */
  readonly wrongAccount?: true;
}

/** Epoch milliseconds as the value of a field; where there are none, as they are. */
export const instant = <None extends null | undefined = never>(at: number | None): Date | None =>
  typeof at === 'number' ? new Date(at) : at;

/** What is said, divided into what an event is about and what it repeats; what is not said falls away. */
export const parted = (
  said: Said,
  isSubject: (field: string) => boolean,
): { readonly subject: Said; readonly rest: Said } => {
  const subject: { -readonly [Field in keyof Said]: Said[Field] } = {};
  const rest: typeof subject = {};
  for (const field of Object.keys(said))
    if (said[field] !== undefined) (isSubject(field) ? subject : rest)[field] = said[field];
  return { subject, rest };
};

/** What text in ISO 8601 can say: the years 0 to 9999. */
const [earliest, latest] = [Date.parse('0000-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];

const instantOf = (date: Date): Parsed<number> => {
  const value = date.getTime();
  return value >= earliest && value <= latest ? { value } : { expected: 'must be an instant of the years 0 to 9999' };
};

const readValue = (field: Field, said: string | number | boolean | Date | null): Parsed<Value> => {
  if (said instanceof Date)
    return field.type.kind === 'instant' ? instantOf(said) : parseValue(field, said.toISOString());
  return parseValue(field, typeof said === 'boolean' && field.type.kind === 'text' ? String(said) : said);
};

/** What of a statement its fields can hold, so that one illegible value does not lose the others. */
const legible = ({ record, set = {} }: Statement, reject: (problem: Problem) => void): Record<string, Value> => {
  const result: Record<string, Value> = {};
  for (const name of Object.keys(set)) {
    const said = set[name];
    const field = said === undefined ? undefined : fieldOf(record, name);
    if (said === undefined || !field) continue;
    const parsed = readValue(field, said);
    if ('value' in parsed) result[name] = parsed.value;
    else reject({ path: name, message: parsed.expected });
  }
  return result;
};

const isMarked = ({ deleted, mergedInto, same = [] }: Statement): boolean =>
  deleted !== undefined || mergedInto !== undefined || same.length > 0;

const observationOf = (statement: Statement, set: Observation['set'], receivedAt: number): Result<Observation> => {
  const { record, at, seq } = statement;
  const id = parseId(statement.id);
  if ('expected' in id) return refuse('id', id.expected);
  if (!(at >= earliest && at <= latest)) return refuse('at', 'must be an instant of the years 0 to 9999');
  const stamp = stampOf({ at, nanos: 0 }, seq, receivedAt);
  if ('refusal' in stamp) return stamp;
  if (!isMarked(statement)) return assembled({ record, id: id.value, stamp: stamp.value, set });
  const marks = parseMarks(statement);
  if ('refusal' in marks) return marks;
  return assembled({ record, id: id.value, stamp: stamp.value, set, ...marks.value });
};

/**
 * The observations that statements make. What a field cannot hold is left out and told, each once a place, and the rest
 * of its statement counts.
 */
export const observationsOf = (
  told: readonly Told[],
  receivedAt: number,
): { readonly observations: Observation[]; readonly rejected: Rejection[] } => {
  const observations: Observation[] = [];
  const rejected = new Map<string, Rejection>();
  told.forEach(({ path: place, statements, problems = [] }, index) => {
    const reject = ({ path, ...problem }: Problem): void => {
      const whole = [place, path].filter(Boolean).join('.');
      if (!rejected.has(whole)) rejected.set(whole, { index, path: whole, ...problem });
    };
    problems.forEach(reject);
    for (const statement of statements) {
      const set = legible(statement, reject);
      if (!isMarked(statement) && Object.keys(set).length === 0) continue;
      const read = observationOf(statement, set, receivedAt);
      if ('value' in read) observations.push(read.value);
      else reject(read.refusal);
    }
  });
  return { observations, rejected: [...rejected.values()] };
};
