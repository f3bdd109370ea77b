import type { Context, Output } from '../../../cli/context.ts';
import { run } from '../../../cli/run.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON. */
  json<T = unknown>(): T;
}

export interface Options {
  readonly env?: Record<string, string>;
  readonly directory?: string;
  readonly tty?: boolean;
  readonly opened?: string[];
  /** Filled with the waits that were asked for, in milliseconds. */
  readonly slept?: number[];
  /** Aborted to stop the command, as Ctrl-C does. */
  readonly signal?: AbortSignal;
  /** Columns of the terminal. */
  readonly columns?: number;
}

interface Captured extends Output {
  text(): string;
}

const capture = (tty: boolean, columns = 120): Captured => {
  let all = '';
  return {
    write: (text: string | Uint8Array) => {
      all += typeof text === 'string' ? text : Buffer.from(text).toString();
    },
    text: () => all,
    ...(tty ? { isTTY: true, columns } : {}),
  };
};

/** Waits for nothing: the tests' servers answer at once. */
export const contextOf = ({
  env = {},
  directory = '/',
  tty = false,
  opened,
  slept,
  signal = new AbortController().signal,
  columns,
}: Options = {}) => {
  const stdout = capture(tty, columns);
  const stderr = capture(false);
  const context: Context = {
    stdout,
    stderr,
    env,
    directory,
    signal,
    sleep: async (milliseconds) => {
      slept?.push(milliseconds);
    },
    open: async (file) => {
      opened?.push(file);
      return opened !== undefined;
    },
  };
  return { context, stdout, stderr };
};

/** Runs `quarterdeck …args` in this process. */
export const quarterdeck = async (args: readonly string[], options: Options = {}): Promise<Ran> => {
  const { context, stdout, stderr } = contextOf(options);
  const code = await run(args, context);
  return {
    code,
    stdout: stdout.text(),
    stderr: stderr.text(),
    json: <T>() => JSON.parse(stdout.text()) as T,
  };
};
