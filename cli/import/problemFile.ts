import { closeSync, openSync, writeSync } from 'node:fs';
import { Failure } from '../failure.ts';
import { printable } from '../terminal/text.ts';
import type { Problem } from './observe.ts';
import { problemText } from './report.ts';

/** A file that takes every problem of an import, one a line. */
export interface ProblemFile {
  add(problem: Problem): void;
  close(): void;
}

/**
 * Written as problems come, so that it holds them however the import ends and memory does not grow with them.
 *
 * @throws Failure when the file cannot be written
 */
export const createProblemFile = (path: string): ProblemFile => {
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (cause) {
    throw new Failure(`${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  return {
    add: (problem) => {
      writeSync(file, `${printable(problemText(problem))}\n`);
    },
    close: () => closeSync(file),
  };
};
