import type { Command } from 'commander';
import type { Context } from '../context.ts';
import type { ExitCode } from '../failure.ts';
import type { Printer } from '../terminal/printer.ts';

/** One use of a command, its arguments and options read. */
export interface Invocation {
  readonly context: Context;
  readonly printer: Printer;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

export interface CommandDefinition {
  /** The command and its arguments, `review <workspace> <period>`. */
  readonly usage: string;
  readonly summary: string;
  /** What `--help` says under the options: what to know, and lines that can be pasted. */
  readonly help: string;
  configure?(command: Command): void;
  run(invocation: Invocation): Promise<ExitCode>;
}
