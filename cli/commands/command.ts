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
  readonly name: string;
  /** Its arguments as they are written, `<period>`, and what each is. */
  readonly takes: readonly (readonly [argument: string, meaning: string])[];
  /** What it does, in a few words that begin in lower case. */
  readonly summary: string;
  /** What `--help` says under the options: what to know, lines that can be pasted, and what to do next. */
  readonly help: string;
  configure?(command: Command): void;
  run(invocation: Invocation): Promise<ExitCode>;
}
