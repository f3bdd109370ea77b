import type { Invocation } from '../commands/command.ts';
import { type ExitCode, Failure, interrupted } from '../failure.ts';
import { createApi } from '../http/api.ts';
import { progress } from '../terminal/progress.ts';
import { count } from '../terminal/text.ts';
import { codeOf, complainOf, needed, readGiven, withProblems } from './given.ts';
import { paceOf } from './pace.ts';
import { tallyText } from './report.ts';
import { runImport } from './run.ts';
import { settled } from './settled.ts';
import { posting } from './sink.ts';
import { Tally } from './tally.ts';

/** The failure of an import that had begun, with how far it came. */
const cutShort = (error: unknown, { accepted }: Tally, signal: AbortSignal): unknown => {
  const failure = signal.aborted ? interrupted() : error;
  if (!(failure instanceof Failure) || accepted === 0) return failure;
  const { message, exitCode, details, hint } = failure;
  const again = `${count(accepted, 'observation')} had been accepted. The same import again is safe: it comes to the same records.`;
  return new Failure(message, {
    exitCode,
    details,
    hint: hint === undefined ? again : `${hint}\n${again}`,
    cause: error,
  });
};

/** Sends what a file says to a source. */
export const sendAll = async (invocation: Invocation): Promise<ExitCode> => {
  const { context, printer, options } = invocation;
  const workspace = needed(options, 'workspace');
  const source = needed(options, 'source');
  const api = createApi(context);
  const given = await readGiven(invocation);
  const { file, size, map } = given;

  const tally = new Tally();
  const { absent } = await withProblems(invocation, given, async (problem) => {
    const bar = progress(context, 'Importing', size);
    const pace = paceOf(size, () => performance.now());
    const reached = (bytes: number, rows: number): void => bar.update(bytes, pace(bytes, rows));
    try {
      const sink = posting({ context, api, workspace, source }, problem, tally);
      return await runImport({ file, map, listener: { problem, reached }, tally, signal: context.signal, sink });
    } catch (error) {
      throw cutShort(error, tally, context.signal);
    } finally {
      bar.stop();
    }
  });
  const warnings = complainOf(absent, tally, invocation);
  const pending = tally.accepted === 0 ? 0 : await settled(context, api, workspace, source);
  // How many, and not which: what is imported is not to be found in the output of a job.
  const unlistedCells = map.unlisted.list.reduce((sum, { cells }) => sum + cells, 0);
  printer.data({ ...tally, unlistedCells, pending, warnings });
  printer.line(tallyText(tally, true));
  if (unlistedCells > 0)
    printer.line(
      `${count(unlistedCells, 'cell')} in no table of the map, taken as its "else" says: --dry-run lists them.`,
    );
  if (pending)
    printer.line(
      `${count(pending, 'delivery is', 'deliveries are')} still being translated: quarterdeck sources ${workspace}`,
    );
  if (tally.accepted > 0) printer.line(`Next: quarterdeck review ${workspace} PERIOD, for example 2026-10 or 2026.`);
  return codeOf(tally.accepted, tally.rejected);
};
