import { Option } from 'commander';
import { exitCodes } from '../failure.ts';
import type { SourceHealth } from '../http/answers.ts';
import { createApi, path } from '../http/api.ts';
import type { Printer } from '../terminal/printer.ts';
import { minuteOf } from '../terminal/text.ts';
import type { CommandDefinition } from './command.ts';
import { notYet } from './notYet.ts';

/** The API counts no further than this. */
const mostPending = 1_000;

/** What of a source calls for a look, in words. */
const attention = ({ pending, totals, unresolved, silent, lastAt, setAside }: SourceHealth): string =>
  [
    ...(silent ? ['silent'] : []),
    ...(!silent && lastAt === null ? ['waiting for its first delivery'] : []),
    ...(
      [
        [pending, pending >= mostPending ? 'or more pending' : 'pending'],
        [totals.failed, 'failed'],
        [totals.refused, setAside ? 'refused' : 'refused (none is set aside any more)'],
        [totals.rejected, 'rejected'],
        [unresolved, 'unresolved'],
      ] as const
    ).flatMap(([number, what]) => (number > 0 ? [`${number.toLocaleString('en')} ${what}`] : [])),
  ].join(', ');

const print = (sources: readonly SourceHealth[], printer: Printer): void =>
  printer.table(
    [
      { title: 'source' },
      { title: 'system' },
      { title: 'last delivery (UTC)' },
      { title: 'deliveries', align: 'right' },
      { title: 'observations', align: 'right' },
    ],
    sources.map(({ id, system, lastAt, silent, totals }) => [
      { text: id, style: printer.colours.bold },
      system,
      lastAt === null ? (silent ? 'none for 30 days' : 'none yet') : minuteOf(lastAt),
      totals.deliveries.toLocaleString('en'),
      totals.observations.toLocaleString('en'),
    ]),
    sources.map((source) => ({ text: attention(source), style: printer.colours.yellow })),
  );

export const sources: CommandDefinition = {
  name: 'sources',
  takes: [['<workspace>', 'the id of the workspace']],
  summary: 'show what arrives from each source, and what fails',
  help: `
Counts are of the last 30 days.
  pending     stored, and not translated yet
  failed      stored, but not what the system sends: the reasons are listed
  refused     did not verify: the secret is another one. It is set aside for
              seven days, and taken in as soon as it verifies
  rejected    observations with a mistake in them
  unresolved  records that others name and that were never told of
  silent      nothing has come for three days, nor since the workspace was made

Examples:
  $ quarterdeck sources acme
  $ quarterdeck sources acme --json | jq '.sources[].failures'

Next: where deliveries are refused, correct the secret and apply it.
  $ KOMMO_TOKEN=… quarterdeck apply workspace.yaml`,
  configure: (command) => {
    command.addOption(new Option('--watch').hideHelp());
  },
  run: async ({ context, printer, args: [workspace = ''], options }) => {
    if (options.watch === true) throw notYet('sources --watch', `To look again: quarterdeck sources ${workspace}`);
    const answer = await createApi(context).ask<{ sources: SourceHealth[] }>({
      method: 'GET',
      path: path`/v1/workspaces/${workspace}/sources`,
    });
    printer.data(answer);
    if (answer.sources.length === 0) {
      printer.line('This workspace has no sources: list them in its workspace.yaml and apply it.');
      return exitCodes.ok;
    }
    print(answer.sources, printer);
    for (const { id, failures } of answer.sources) {
      if (failures.length === 0) continue;
      printer.line();
      printer.line(printer.colours.bold(`Latest failures of ${id}`));
      for (const { receivedAt, reason } of failures) printer.line(`  ${minuteOf(receivedAt)}  ${reason}`);
    }
    return exitCodes.ok;
  },
};
