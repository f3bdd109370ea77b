import { exitCodes } from '../failure.ts';
import type { SourceHealth } from '../http/answers.ts';
import { createApi, path } from '../http/api.ts';
import type { Printer } from '../terminal/printer.ts';
import { type Cell, table } from '../terminal/table.ts';
import type { CommandDefinition } from './command.ts';

const number = (value: number, style?: (text: string) => string): Cell => ({
  text: value.toLocaleString('en'),
  ...(style && value > 0 ? { style } : {}),
});

const sourceLines = (sources: readonly SourceHealth[], colours: Printer['colours']): string[] =>
  table(
    [
      { title: 'source' },
      { title: 'system' },
      { title: 'last delivery' },
      { title: 'pending', align: 'right' },
      { title: 'deliveries', align: 'right' },
      { title: 'failed', align: 'right' },
      { title: 'refused', align: 'right' },
      { title: 'observations', align: 'right' },
      { title: 'rejected', align: 'right' },
      { title: 'unresolved', align: 'right' },
      { title: '' },
    ],
    sources.map(({ id, system, lastAt, pending, totals, unresolved, silent }) => [
      id,
      system,
      lastAt ?? 'never',
      number(pending, colours.yellow),
      number(totals.deliveries),
      number(totals.failed, colours.red),
      number(totals.refused, colours.red),
      number(totals.observations),
      number(totals.rejected, colours.red),
      number(unresolved, colours.yellow),
      { text: silent ? 'silent' : '', style: colours.yellow },
    ]),
    colours.dim,
  );

export const sources: CommandDefinition = {
  usage: 'sources <workspace>',
  summary: 'show what arrives from each source, and what fails',
  help: `
Counts are of the last 30 days. Failed: stored, but could not be translated. Refused: did not verify. Pending: stored
and not translated yet.

Examples:
  $ quarterdeck sources acme
  $ quarterdeck sources acme --json | jq '.sources[].failures'`,
  run: async ({ context, printer, args: [workspace = ''] }) => {
    const answer = await createApi(context.env).ask<{ sources: SourceHealth[] }>({
      method: 'GET',
      path: path`/v1/workspaces/${workspace}/sources`,
    });
    printer.data(answer);
    if (answer.sources.length === 0) {
      printer.line('This workspace has no sources: list them in its workspace.yaml and apply it.');
      return exitCodes.ok;
    }
    for (const line of sourceLines(answer.sources, printer.colours)) printer.line(line);
    for (const { id, failures } of answer.sources) {
      if (failures.length === 0) continue;
      printer.line();
      printer.line(printer.colours.bold(`Latest failures of ${id}`));
      for (const { receivedAt, reason } of failures) printer.line(`  ${receivedAt}  ${reason}`);
    }
    return exitCodes.ok;
  },
};
