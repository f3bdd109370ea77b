import type { Observation } from './observe.ts';
import { compareSaid, type Stamped } from './order.ts';

/** The statement of a field that stands, and how many others there are. */
export interface Standing extends Stamped {
  /** Statements of other instants, or of other values of the same one; what does not stand counts as often as it is said. */
  readonly others: number;
}

/** A record as it would stand, all that the file says of it folded together. */
export interface PreviewRecord {
  readonly record: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, Standing>>;
}

/** What a file says of one type of record. */
export interface Coverage {
  /** Rows that say something of such a record. */
  rows: number;
  observations: number;
  /** The earliest and the latest instant that anything is said for. */
  firstAt: string;
  lastAt: string;
}

const folded = (known: PreviewRecord, { record, id, at, seq, set }: Observation): PreviewRecord => {
  const fields = { ...known.fields };
  for (const [field, value] of Object.entries(set)) {
    const said = { at, seq, value };
    const standing = fields[field];
    const order = standing ? compareSaid(record, field, said, standing) : 1;
    if (order === 0) continue;
    const others = standing ? standing.others + 1 : 0;
    fields[field] = order > 0 || !standing ? { ...said, others } : { ...standing, others };
  }
  return { record, id, fields };
};

/** What a file would make of the records: the first of them whole, and of all what is told. Its memory does not grow. */
export interface Preview {
  readonly records: readonly PreviewRecord[];
  /** The first observations, as they would be sent. */
  readonly first: readonly Observation[];
  readonly coverage: ReadonlyMap<string, Coverage>;
  add(observation: Observation, line: number): void;
}

/** @param most how many records, and how many observations, are kept */
export const createPreview = (most: number): Preview => {
  const records = new Map<string, PreviewRecord>();
  const first: Observation[] = [];
  const coverage = new Map<string, Coverage & { line: number }>();

  const cover = ({ record, at }: Observation, line: number): void => {
    const known = coverage.get(record) ?? { rows: 0, observations: 0, firstAt: at, lastAt: at, line: 0 };
    if (known.line !== line) known.rows++;
    known.line = line;
    known.observations++;
    if (at < known.firstAt) known.firstAt = at;
    if (at > known.lastAt) known.lastAt = at;
    coverage.set(record, known);
  };

  return {
    get records() {
      return [...records.values()];
    },
    first,
    coverage,
    add: (observation, line) => {
      const { record, id } = observation;
      const name = JSON.stringify([record, id]);
      const known = records.get(name) ?? (records.size < most ? { record, id, fields: {} } : undefined);
      if (known) records.set(name, folded(known, observation));
      if (first.length < most) first.push(observation);
      cover(observation, line);
    },
  };
};
