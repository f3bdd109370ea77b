import { CommanderError } from 'commander';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes, Failure } from './failure.ts';
import { createProgram } from './program.ts';
import { createPrinter } from './terminal/printer.ts';

const unexpected = (error: unknown): Failure =>
  new Failure(
    `this should not have happened: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    { cause: error },
  );

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
      printer.data({ error: { message: error.message } });
      return exitCodes.usage;
    }
    const failure = error instanceof Failure ? error : unexpected(error);
    printer.failure(failure);
    return failure.exitCode;
  }
};
