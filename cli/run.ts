import { CommanderError } from 'commander';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes, Failure, interrupted } from './failure.ts';
import { createProgram } from './program.ts';
import { createPrinter } from './terminal/printer.ts';

const unexpected = (error: unknown): Failure =>
  new Failure(
    `this should not have happened: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    { cause: error },
  );

const failureOf = (error: unknown, signal: AbortSignal): Failure => {
  if (error instanceof Failure) return error;
  // Whatever broke off when the command was told to stop broke off for that reason.
  return signal.aborted ? interrupted() : unexpected(error);
};

/** Runs one command line, `quarterdeck` itself left out, and answers its exit code. Throws nothing. */
export const run = async (args: readonly string[], context: Context): Promise<ExitCode> => {
  const printer = createPrinter(context, args.includes('--json'));
  let code: ExitCode = exitCodes.ok;
  const program = createProgram({
    context,
    printer,
    ended: (told) => {
      code = told;
    },
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said what is wrong, or printed the help or the version that was asked for.
      if (error.exitCode === 0) return exitCodes.ok;
      printer.data({ error: { message: error.message.replace(/^error: /, '') } });
      return exitCodes.usage;
    }
    const failure = failureOf(error, context.signal);
    printer.failure(failure);
    return failure.exitCode;
  }
};
