import { accessSync, closeSync, constants, openSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../failure.ts';
import { printable } from '../terminal/text.ts';
import type { Problem } from './observe.ts';
import { problemText } from './report.ts';

/** A file that takes every problem of an import, one a line. */
export interface ProblemFile {
  add(problem: Problem): void;
  close(): void;
}

/** How the first line of every such file begins. */
const beginning = /^line \d+: /;
const longestBeginning = 32;

const found = (path: string) => statSync(path, { bigint: true, throwIfNoEntry: false });

const isSame = (a: string, b: string): boolean => {
  const [one, other] = [found(a), found(b)];
  return one !== undefined && one.dev === other?.dev && one.ino === other.ino;
};

const beginsAsOne = (path: string): boolean => {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(longestBeginning);
    return beginning.test(start.toString('utf8', 0, readSync(file, start)));
  } finally {
    closeSync(file);
  }
};

const refusal = (path: string, read: readonly string[]): string | undefined => {
  if (read.some((file) => isSame(path, file))) return 'the import reads it';
  const there = found(path);
  if (there?.isDirectory()) return 'it is a folder';
  return there?.isFile() && there.size > 0n && !beginsAsOne(path) ? 'it holds something else than problems' : undefined;
};

const writable = <T>(path: string, use: () => T): T => {
  try {
    return use();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(`${path} cannot be written: ${message}`, { cause });
  }
};

/**
 * Written as problems come, so that it holds them however the import ends and memory does not grow with them. What an
 * earlier import wrote there is replaced; any other file is left as it is.
 *
 * @param read files that the import reads
 * @throws Failure when the file cannot be written, or is not one for problems
 */
export const createProblemFile = (path: string, read: readonly string[]): ProblemFile => {
  const reason = writable(path, () => {
    // Told before anything is sent, although nothing is written yet.
    accessSync(found(path) ? path : dirname(path), constants.W_OK);
    return refusal(path, read);
  });
  if (reason !== undefined)
    throw new Failure(`${path} is not written over: ${reason}.`, { hint: 'Name another file for --problems.' });
  let file: number | undefined;
  const opened = (): number => {
    file ??= writable(path, () => openSync(path, 'w'));
    return file;
  };
  return {
    add: (problem) => {
      writeSync(opened(), `${printable(problemText(problem))}\n`);
    },
    close: () => {
      // What an earlier import wrote is no longer true.
      if (file !== undefined || found(path)) closeSync(opened());
    },
  };
};
