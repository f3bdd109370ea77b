import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../failure.ts';
import { type Batch, createBatcher } from './batches.ts';
import { csvRows } from './csvRows.ts';
import type { ImportMap } from './map.ts';
import { ndjsonRows } from './ndjsonRows.ts';
import { type Observation, observe, type Problem } from './observe.ts';
import { type BadLine, isBadLine, type Row } from './row.ts';
import { createUpload, type Target } from './upload.ts';

/** What has come of an import so far. */
export interface Tally {
  /** Rows read, those that could not be read included. */
  rows: number;
  /** Observations that were made of them. */
  observations: number;
  accepted: number;
  /** Lines that could not be read, and observations that could not be made or were refused. */
  rejected: number;
  /** Entries of the map that a row said nothing for: no id, no cell, or not of `when`. */
  skipped: number;
}

export interface Listener {
  problem(problem: Problem): void;
  observation?(observation: Observation): void;
  /** Told often: how many bytes of the file have been read. */
  read?(bytes: number, tally: Readonly<Tally>): void;
}

/** @throws Failure when there is no such file */
export const sizeOf = async (file: string): Promise<number> => {
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    throw new Failure(
      cause.code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${cause.message}`,
      { cause },
    );
  });
  if (!found.isFile()) throw new Failure(`${file} is not a file.`);
  return found.size;
};

const rowsOf = async (
  file: string,
  map: ImportMap,
  told: (bytes: number) => void,
): Promise<AsyncIterable<Row | BadLine>> => {
  if (map.format === 'ndjson') return ndjsonRows(file, told);
  const { header, rows } = await csvRows(file, basename(file), told);
  const failure = map.absent(header);
  if (failure) throw failure;
  return rows;
};

/** Posts what is observed; told what the API refuses of it. */
interface Sink {
  add(line: number, observation: Observation): Promise<void>;
  end(): Promise<void>;
}

const drain: Sink = { add: async () => {}, end: async () => {} };

const sinkOf = (target: Target, listener: Listener, tally: Tally): Sink => {
  const batcher = createBatcher();
  const upload = createUpload(target, ({ lines, records }, { accepted, rejected }) => {
    tally.accepted += accepted;
    tally.rejected += lines.length - accepted;
    for (const { index, path, message } of rejected) {
      const record = records[index];
      listener.problem({ line: lines[index] ?? 0, ...(record === undefined ? {} : { record }), path, message });
    }
  });
  const post = async (batch: Batch | undefined): Promise<void> => {
    if (batch) await upload.post(batch);
  };
  return {
    add: (line, observation) => post(batcher.add(line, observation)),
    end: async () => {
      await post(batcher.rest());
      await upload.finish();
    },
  };
};

const take = async (row: Row, map: ImportMap, listener: Listener, tally: Tally, sink: Sink): Promise<void> => {
  for (const observed of observe(map, row)) {
    if (observed === undefined) tally.skipped++;
    else if ('problems' in observed) {
      tally.rejected++;
      observed.problems.forEach(listener.problem);
    } else {
      tally.observations++;
      listener.observation?.(observed.observation);
      await sink.add(row.line, observed.observation);
    }
  }
};

/**
 * Reads the file row by row, makes observations of each and posts them; without a target nothing is posted. Memory
 * does not grow with the file. `tally` is kept up to date, so that it tells how far an import came that failed.
 *
 * @throws Failure
 */
export const runImport = async (
  file: string,
  map: ImportMap,
  listener: Listener,
  tally: Tally,
  target?: Target,
): Promise<void> => {
  const sink = target ? sinkOf(target, listener, tally) : drain;
  for await (const row of await rowsOf(file, map, (bytes) => listener.read?.(bytes, tally))) {
    tally.rows++;
    if (isBadLine(row)) {
      tally.rejected++;
      listener.problem(row);
    } else await take(row, map, listener, tally, sink);
  }
  await sink.end();
};
