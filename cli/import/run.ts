import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../failure.ts';
import { assertOnce, csvRows } from './csvRows.ts';
import type { ImportMap } from './map.ts';
import { ndjsonRows } from './ndjsonRows.ts';
import { type Observation, observe, type Problem } from './observe.ts';
import { distinct } from './problems.ts';
import { type BadLine, isBadLine, type Row } from './row.ts';
import { nowhere, type Sink } from './sink.ts';
import type { Tally } from './tally.ts';

export interface Listener {
  problem(problem: Problem): void;
  /** Told of each, with the line of its row. */
  observation?(observation: Observation, line: number): void;
  /** Told now and then: up to which byte of the file everything has been dealt with, and how many rows were read. */
  reached?(bytes: number, rows: number): void;
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

interface Rows {
  readonly rows: AsyncIterable<Row | BadLine>;
  /** The columns that a row had so far. */
  columns(): readonly string[];
}

/** More names than these are no columns but data. */
const mostNames = 10_000;

const ndjson = (file: string): Rows => {
  const seen = new Set<string>();
  const rows = ndjsonRows(file, (names) => {
    if (seen.size < mostNames) for (const name of names) seen.add(name);
  });
  return { rows, columns: () => [...seen] };
};

const csv = async (file: string, map: ImportMap): Promise<Rows> => {
  const { header, rows } = await csvRows(file, basename(file), (columns) => {
    const failure = map.absent(columns);
    if (failure) throw failure;
    assertOnce(basename(file), columns, map.isUsed);
  });
  return { rows, columns: () => header };
};

const take = async (row: Row, begin: number, map: ImportMap, listener: Listener, tally: Tally, sink: Sink) => {
  const problems: Problem[] = [];
  for (const observed of observe(map, row)) {
    if (observed === undefined) tally.skipped++;
    else if ('problems' in observed) {
      tally.rejected++;
      tally.spoil(row.line);
      problems.push(...observed.problems);
    } else {
      tally.observations++;
      listener.observation?.(observed.observation, row.line);
      await sink.add(row.line, begin, observed.observation);
    }
  }
  distinct(problems).forEach(listener.problem);
};

const rowsBetweenReports = 500;

/** One import: what is read, how, and who is told. */
export interface Import {
  readonly file: string;
  readonly map: ImportMap;
  readonly listener: Listener;
  /** Kept up to date, so that it tells how far an import came that failed. */
  readonly tally: Tally;
  readonly signal: AbortSignal;
  /** Where observations go; without one they go nowhere. */
  readonly sink?: Sink;
}

/** What an import found of the file's columns. */
export interface Read {
  /**
   * Complaints of columns that the map names and no row had: a CSV file with such a map is refused, but rows of NDJSON
   * need not all have the same names.
   */
  readonly absent: Failure | undefined;
  /** Columns that nothing in the map reads. */
  readonly unused: readonly string[];
}

/**
 * Reads the file row by row and makes observations of each. Memory does not grow with the file.
 *
 * @throws Failure
 */
export const runImport = async ({ file, map, listener, tally, signal, sink = nowhere }: Import): Promise<Read> => {
  const { rows, columns } = map.format === 'ndjson' ? ndjson(file) : await csv(file, map);
  let begin = 0;
  for await (const row of rows) {
    signal.throwIfAborted();
    tally.rows++;
    if (isBadLine(row)) {
      tally.rejected++;
      tally.unreadable++;
      tally.spoil(row.line);
      listener.problem({ line: row.line, message: row.message });
    } else await take(row, begin, map, listener, tally, sink);
    begin = row.end;
    if (tally.rows % rowsBetweenReports === 0) listener.reached?.(sink.begin ?? begin, tally.rows);
  }
  await sink.end();
  listener.reached?.(begin, tally.rows);
  return {
    absent: tally.rows === 0 ? undefined : map.absent(columns()),
    unused: columns().filter((column) => !map.isUsed(column)),
  };
};
