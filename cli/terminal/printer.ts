import picocolors from 'picocolors';
import type { Context, Output } from '../context.ts';
import type { Failure } from '../failure.ts';
import { printable } from './text.ts';

type Colours = ReturnType<typeof picocolors.createColors>;

/** Where results and remarks go. With `--json` standard output holds one JSON value and nothing else. */
export interface Printer {
  readonly json: boolean;
  readonly colours: Colours;
  /** A line of the result, for people; nothing with `--json`. */
  line(text?: string): void;
  /** One of the result's `problems`, for programs: written as it comes, since there may be very many. */
  problem(problem: object): void;
  /** The result, for programs; nothing without `--json`. */
  data(value: object): void;
  /** A remark, to standard error. */
  note(text: string): void;
  failure(failure: Failure): void;
}

/** Colours only on a terminal that has them, and not where NO_COLOR asks for none (https://no-color.org). */
const coloursOf = (output: Output, env: Context['env']): Colours =>
  picocolors.createColors(output.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb');

export const createPrinter = ({ stdout, stderr, env }: Context, json: boolean): Printer => {
  const onError = coloursOf(stderr, env);
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
    colours: coloursOf(stdout, env),
    line: (text = '') => {
      if (!json) stdout.write(`${printable(text)}\n`);
    },
    problem: (problem) => {
      if (json) stdout.write(`${problems++ === 0 ? '{\n  "problems": [' : ','}\n    ${JSON.stringify(problem)}`);
    },
    data,
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
