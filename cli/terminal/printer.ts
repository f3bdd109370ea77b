import picocolors from 'picocolors';
import type { Context, Output } from '../context.ts';
import type { Failure } from '../failure.ts';
import { type Cell, type Column, type Layout, table } from './table.ts';
import { printable } from './text.ts';

export type Colours = ReturnType<typeof picocolors.createColors>;

/** Where results and remarks go. With `--json` standard output holds one JSON value and nothing else. */
export interface Printer {
  readonly json: boolean;
  readonly colours: Colours;
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  /** A line of the result, for people; nothing with `--json`. */
  line(text?: string): void;
  /** A table, its notes beside or below its rows. */
  table(columns: readonly Column[], rows: readonly (readonly (Cell | string)[])[], notes?: Layout['notes']): void;
  /** One of the result's `problems`, for programs: written as it comes, since there may be very many. */
  problem(problem: object): void;
  /** The result, for programs; nothing without `--json`. */
  data(value: object): void;
  /** One of many results that come one by one, for programs: a line of JSON; nothing without `--json`. */
  item(value: object): void;
  /** A remark, to standard error. */
  note(text: string): void;
  failure(failure: Failure): void;
}

/** Colours only on a terminal that has them, and not where NO_COLOR asks for none (https://no-color.org). */
const coloursOf = (output: Output, env: Context['env']): Colours =>
  picocolors.createColors(output.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb');

export const createPrinter = ({ stdout, stderr, env }: Context, json: boolean): Printer => {
  const onError = coloursOf(stderr, env);
  const colours = coloursOf(stdout, env);
  const width = stdout.columns ?? 80;
  const line = (text = ''): void => {
    if (!json) stdout.write(`${printable(text)}\n`);
  };
  let problems = 0;
  const note = (text: string): void => {
    stderr.write(`${printable(text)}\n`);
  };
  const data = (value: object): void => {
    if (!json) return;
    const text = JSON.stringify(value, null, 2);
    // The list that has been begun is closed, and the rest of the result follows in the same object.
    stdout.write(problems === 0 ? `${text}\n` : `\n  ],${text.slice(1)}\n`);
  };
  return {
    json,
    colours,
    width,
    line,
    table: (columns, rows, notes = []) => {
      for (const text of table(columns, rows, { width, notes, titleStyle: colours.dim })) line(text);
    },
    problem: (problem) => {
      if (json) stdout.write(`${problems++ === 0 ? '{\n  "problems": [' : ','}\n    ${JSON.stringify(problem)}`);
    },
    data,
    item: (value) => {
      if (json) stdout.write(`${JSON.stringify(value)}\n`);
    },
    note,
    failure: ({ message, details, hint }) => {
      note(`${onError.red('error:')} ${message}`);
      for (const { place, path, message: detail } of details) {
        note(`  ${[place && onError.cyan(place), path && `${path}:`, detail].filter(Boolean).join(' ')}`);
      }
      if (hint !== undefined) note(hint);
      data({ error: { message, ...(hint === undefined ? {} : { hint }), ...(details.length > 0 ? { details } : {}) } });
    },
  };
};
