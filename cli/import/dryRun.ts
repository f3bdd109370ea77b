import type { Invocation } from '../commands/command.ts';
import type { ExitCode } from '../failure.ts';
import type { Printer } from '../terminal/printer.ts';
import { progress } from '../terminal/progress.ts';
import { minuteOf } from '../terminal/text.ts';
import { codeOf, complainOf, readGiven, withProblems } from './given.ts';
import { paceOf } from './pace.ts';
import { type Coverage, createPreview, type PreviewRecord, type Standing } from './preview.ts';
import { tallyText } from './report.ts';
import { type Listener, runImport } from './run.ts';
import { Tally } from './tally.ts';
import type { Unlisted } from './unlisted.ts';
import type { Value } from './values.ts';
import { kinds } from './vocabulary.ts';

const mostShown = 10;

const valueText = (record: string, field: string, value: Value): string =>
  kinds[record]?.[field] === 'instant' ? minuteOf(String(value)) : String(value);

const othersText = ({ others }: Standing): string => (others === 0 ? '' : `${others} more`);

/** The record as it would stand: a line a field, with the instant that it is said for. */
const showRecord = (printer: Printer, { record, id, fields }: PreviewRecord): void => {
  printer.table(
    [{ title: `${record} ${id}` }, { title: '' }, { title: 'said for' }, { title: '' }],
    Object.entries(fields).map(([field, standing]) => [
      `  ${field}`,
      valueText(record, field, standing.value),
      minuteOf(standing.at),
      othersText(standing),
    ]),
  );
  printer.line();
};

const showCoverage = (printer: Printer, coverage: ReadonlyMap<string, Coverage>): void => {
  if (coverage.size === 0) return;
  printer.table(
    [
      { title: 'of the file' },
      { title: 'rows', align: 'right' },
      { title: 'observations', align: 'right' },
      { title: 'from' },
      { title: 'to (UTC)' },
    ],
    [...coverage].map(([record, { rows, observations, firstAt, lastAt }]) => [
      record,
      rows.toLocaleString('en'),
      observations.toLocaleString('en'),
      minuteOf(firstAt),
      minuteOf(lastAt),
    ]),
  );
};

/** What no table of the map has, so that a stage that nobody mapped is seen before it is imported. */
const showUnlisted = (printer: Printer, unlisted: readonly Unlisted[]): void => {
  if (unlisted.length === 0) return;
  printer.table(
    [{ title: 'in no table' }, { title: 'cells', align: 'right' }, { title: 'taken as' }],
    unlisted.map(({ column, as, cells }) => [column, cells.toLocaleString('en'), as === 'same' ? 'they are' : as]),
    unlisted.map(({ examples, more }) => [...examples, ...(more ? ['…'] : [])].join(', ')),
  );
};

const told = ({ rows, observations, firstAt, lastAt }: Coverage): Coverage => ({
  rows,
  observations,
  firstAt,
  lastAt,
});

/** Only a terminal shows how far a dry run is: elsewhere nobody waits for it. */
const reaching = ({ context }: Invocation, size: number): Required<Pick<Listener, 'reached'>> & { stop(): void } => {
  if (context.stderr.isTTY !== true) return { reached: () => {}, stop: () => {} };
  const bar = progress(context, 'Reading', size);
  const pace = paceOf(size, () => performance.now());
  return { reached: (bytes, rows) => bar.update(bytes, pace(bytes, rows)), stop: () => bar.stop() };
};

/** Shows what an import would make of a file, and what is wrong with it, and sends nothing. */
export const tryOut = async (invocation: Invocation): Promise<ExitCode> => {
  const { context, printer } = invocation;
  const given = await readGiven(invocation);
  const { file, size, map } = given;
  const tally = new Tally();
  const preview = createPreview(mostShown);
  const { absent, unused } = await withProblems(invocation, given, async (problem) => {
    const { reached, stop } = reaching(invocation, size);
    const listener: Listener = { problem, reached, observation: preview.add };
    return runImport({ file, map, listener, tally, signal: context.signal }).finally(stop);
  });
  const warnings = complainOf(absent, tally, invocation);
  const { records, first, coverage } = preview;
  for (const record of records) showRecord(printer, record);
  showCoverage(printer, coverage);
  const unlisted = map.unlisted.list;
  showUnlisted(printer, unlisted);
  if (unused.length > 0) printer.line(`Columns that the map does not use: ${unused.join(', ')}`);
  const types = Object.fromEntries([...coverage].map(([record, of]) => [record, told(of)]));
  printer.data({ records, first, types, unused, unlisted, ...tally, warnings });
  printer.line(`${tallyText(tally, false)} Nothing was sent.`);
  return codeOf(tally.observations, tally.rejected);
};
