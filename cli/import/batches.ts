import type { Observation } from './observe.ts';

/** Observations of one request, with the line that each came from, so that what is refused can be told by line. */
export interface Batch {
  /** NDJSON. */
  readonly body: string;
  /** Where the first row of the batch begins in the file, in bytes. */
  readonly begin: number;
  readonly lines: readonly number[];
  readonly records: readonly string[];
}

/** Of one request. */
export const mostObservations = 2_500;
/** A quarter of what the API takes. */
const mostBytes = 1_000_000;

export interface Batcher {
  /** Where the first row that is not in a closed batch begins; `undefined` when there is none. */
  readonly begin: number | undefined;
  /** The batch that had to be closed for this observation, of a row that begins at `begin`, to be taken in. */
  add(line: number, begin: number, observation: Observation): Batch | undefined;
  /** What is left. */
  rest(): Batch | undefined;
}

export const createBatcher = (): Batcher => {
  let texts: string[] = [];
  let lines: number[] = [];
  let records: string[] = [];
  let bytes = 0;
  let first: number | undefined;
  const close = (): Batch | undefined => {
    if (texts.length === 0) return undefined;
    const batch = { body: `${texts.join('\n')}\n`, begin: first ?? 0, lines, records };
    first = undefined;
    texts = [];
    lines = [];
    records = [];
    bytes = 0;
    return batch;
  };
  return {
    get begin() {
      return first;
    },
    add: (line, begin, observation) => {
      const text = JSON.stringify(observation);
      const size = Buffer.byteLength(text) + 1;
      const full = texts.length >= mostObservations || bytes + size > mostBytes ? close() : undefined;
      first ??= begin;
      texts.push(text);
      lines.push(line);
      records.push(observation.record);
      bytes += size;
      return full;
    },
    rest: close,
  };
};
