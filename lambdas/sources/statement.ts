import type { Observation, Rejection } from '../domain/records/observation.ts';
import { parseObservation } from '../domain/records/parse.ts';
import { parseValue } from '../domain/records/value.ts';
import { fieldOf, type RecordType } from '../domain/records/vocabulary.ts';

/** Values of fields as they go over the wire; `undefined` is not said. */
export type Said = Readonly<Record<string, string | number | boolean | null | undefined>>;

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
}

interface Legible {
  readonly set: Record<string, string | number | boolean | null>;
  readonly problems: Problem[];
}

/** What of a statement its fields can hold, so that one illegible value does not lose the others. */
const legible = ({ record, set = {} }: Statement): Legible => {
  const result: Legible = { set: {}, problems: [] };
  for (const [name, value] of Object.entries(set)) {
    const field = fieldOf(record, name);
    if (!field || value === undefined) continue;
    const parsed = parseValue(field, value);
    if ('value' in parsed) result.set[name] = value;
    else result.problems.push({ path: name, message: parsed.expected });
  }
  return result;
};

const saysNothing = ({ deleted, mergedInto, same = [] }: Statement, { set }: Legible): boolean =>
  deleted === undefined && mergedInto === undefined && same.length === 0 && Object.keys(set).length === 0;

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
    const reject = ({ path, message }: Problem): void => {
      const whole = [place, path].filter(Boolean).join('.');
      if (!rejected.has(whole)) rejected.set(whole, { index, path: whole, message });
    };
    problems.forEach(reject);
    for (const statement of statements) {
      const read = legible(statement);
      read.problems.forEach(reject);
      if (saysNothing(statement, read)) continue;
      const { record, id, at, seq, deleted, mergedInto, same } = statement;
      const wire = { record, id, at: new Date(at).toISOString(), seq, set: read.set, deleted, mergedInto, same };
      const parsed = parseObservation(wire, index, receivedAt);
      if ('observation' in parsed) observations.push(parsed.observation);
      else reject(parsed.rejection);
    }
  });
  return { observations, rejected: [...rejected.values()] };
};
