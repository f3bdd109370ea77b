import { type FileHandle, open } from 'node:fs/promises';
import { type CsvError, type InfoRecord, parse } from 'csv-parse';
import { Failure } from '../failure.ts';
import type { BadLine } from './row.ts';

/** A record of a CSV file, the line that it begins on and the byte that it ends at. */
export interface CsvRecord {
  readonly line: number;
  readonly end: number;
  readonly cells: readonly string[];
}

/** No row is longer: an open quote would otherwise take in the rest of the file. In characters. */
const longestRecord = 1 << 20;
const chunkInBytes = 1 << 18;
/** Byte order marks of UTF-16. */
const utf16 = new Set(['fffe', 'feff']);

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote that opens a cell is never closed',
  INVALID_OPENING_QUOTE: 'a quote within a cell: such a cell must stand in quotes, and each quote in it twice',
  CSV_INVALID_CLOSING_QUOTE: 'text after the quote that closes a cell: a quote within a cell must stand twice',
  CSV_MAX_RECORD_SIZE: 'longer than 1 MB: a quote may be open',
};

const read = async (file: FileHandle, position: number): Promise<Buffer> => {
  const chunk = Buffer.allocUnsafe(chunkInBytes);
  const { bytesRead } = await file.read(chunk, 0, chunkInBytes, position);
  return chunk.subarray(0, bytesRead);
};

/** Tabs and semicolons serve too: what the header has most of, outside quotes. */
const delimiterOf = (start: Buffer): string => {
  const header = (start.toString('utf8').split('\n', 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const [delimiter] = [',', ';', '\t']
    .map((mark) => [mark, header.split(mark).length] as const)
    .sort((a, b) => b[1] - a[1]);
  return delimiter?.[0] ?? ',';
};

interface Place {
  readonly position: number;
  readonly line: number;
}

/** A record that could not be read, after all those before it. */
interface Fault extends Place {
  readonly message: string;
}

/** The records from a place to the end, or to the first that cannot be read: the fault is then what is returned. */
async function* recordsFrom(
  file: FileHandle,
  from: Place,
  delimiter: string,
): AsyncGenerator<CsvRecord, Fault | undefined> {
  let parsed: { cells: string[]; info: InfoRecord }[] = [];
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n'],
    max_record_size: longestRecord,
    // Taken here and not from the stream: an error would lose the records that it still holds.
    on_record: (cells: string[], info) => {
      parsed.push({ cells, info });
      return null;
    },
  });
  // Told by the callbacks below; without a listener it would end the process.
  parser.on('error', () => {});
  parser.resume();
  const write = (chunk: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      const done = (error?: Error | null): void => (error ? reject(error) : resolve());
      if (chunk.length > 0) parser.write(chunk, done);
      else parser.end(done);
    });

  // The parser's own count of lines is off where a quoted cell holds CRLF, so line ends are counted by position.
  let ends: number[] = [];
  let { position, line } = from;
  let last = from.position;
  let blank = 0;
  for (;;) {
    const chunk = await read(file, position);
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) ends.push(position + at);
    const failure = await write(chunk).catch((error: CsvError) => error);
    let passed = 0;
    for (const { cells, info } of parsed) {
      last = from.position + info.bytes;
      yield { line: line + info.empty_lines - blank, end: last, cells };
      blank = info.empty_lines;
      while ((ends[passed] ?? Number.POSITIVE_INFINITY) < last) {
        passed++;
        line++;
      }
    }
    ends = ends.slice(passed);
    parsed = [];
    if (failure) return { position: last, line, message: reasons[failure.code] ?? failure.message };
    if (chunk.length === 0) return undefined;
    position += chunk.length;
  }
}

/** The first line with something on it at or after a place, where it ends, and the place after it unless that is the end of the file. */
const skipLine = async (
  file: FileHandle,
  { position, line }: Place,
): Promise<{ bad: number; end: number; next?: Place }> => {
  let bad = line;
  let begun = false;
  for (let at = position; ; ) {
    const chunk = await read(file, at);
    if (chunk.length === 0) return { bad, end: at };
    for (const [index, byte] of chunk.entries()) {
      if (byte !== 10) begun ||= byte !== 13;
      else if (begun) {
        const end = at + index + 1;
        return { bad, end, next: { position: end, line: bad + 1 } };
      } else bad++;
    }
    at += chunk.length;
  }
};

/**
 * Records of a CSV file (RFC 4180; comma, semicolon or tab; LF or CRLF; with or without a byte order mark), in
 * constant memory. A record that cannot be read costs the line that it begins on and no other: reading goes on
 * with the next line.
 *
 * @throws Failure when the file is UTF-16
 */
export async function* csvRecords(path: string): AsyncGenerator<CsvRecord | BadLine> {
  const file = await open(path);
  try {
    const start = await read(file, 0);
    if (utf16.has(start.subarray(0, 2).toString('hex'))) {
      throw new Failure(`${path} is UTF-16, not UTF-8.`, { hint: 'Save it as CSV in UTF-8; in Excel: "CSV UTF-8".' });
    }
    const delimiter = delimiterOf(start);
    let place: Place | undefined = { position: 0, line: 1 };
    while (place) {
      const fault: Fault | undefined = yield* recordsFrom(file, place, delimiter);
      if (!fault) return;
      const { bad, end, next }: Awaited<ReturnType<typeof skipLine>> = await skipLine(file, fault);
      yield { line: bad, end, message: fault.message };
      place = next;
    }
  } finally {
    await file.close();
  }
}
