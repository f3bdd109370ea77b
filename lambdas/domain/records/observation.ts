import type { RecordType, Value } from './vocabulary.ts';

/**
 * The instant of what is said for all time rather than of a change: which of several such statements prevails, their `seq`
 * decides. It tells nothing of how far back a record is known.
 */
export const forAllTime = 0;

/** When something was said, in the order in which statements of one source prevail. */
export interface Stamp {
  /** Whole milliseconds since the Unix epoch. */
  readonly at: number;
  /** What the instant has beyond whole milliseconds, in nanoseconds: 0 to 999,999. */
  readonly nanos: number;
  /** Orders statements of the same instant; `null` where the system gives none. */
  readonly seq: string | null;
}

/**
 * One statement: at time `at`, the source says that record `id` has these fields.
 *
 * Values are already of the vocabulary's types; see `parseObservation` for what comes in over the wire.
 */
export interface Observation {
  readonly record: RecordType;
  readonly id: string;
  readonly stamp: Stamp;
  readonly set: Readonly<Record<string, Value>>;
  readonly deleted?: boolean;
  /** The id of the record that this one was merged into; `null` takes a merge back. */
  readonly mergedInto?: string | null;
  /** Other names of the same thing, each `source:id`. */
  readonly same?: readonly string[];
}

/** Why one observation of many was refused. */
export interface Rejection {
  /** Zero-based place in the batch. */
  readonly index: number;
  /** Where in the observation, `set.amount` for example; empty for the whole of it. */
  readonly path: string;
  readonly message: string;
  /** It is of another account than the source's, and rightly left out. */
  readonly wrongAccount?: true;
}
