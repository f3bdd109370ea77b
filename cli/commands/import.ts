import { exitCodes, usage } from '../failure.ts';
import { tryOut } from '../import/dryRun.ts';
import { readyMaps, readyMapText } from '../import/readyMaps.ts';
import { sendAll } from '../import/sendAll.ts';
import type { CommandDefinition, Invocation } from './command.ts';

/** Lists the ready maps, or prints one so that it can be made one's own. */
const showMaps = async ({ context, printer, options }: Invocation): Promise<typeof exitCodes.ok> => {
  if (typeof options.maps === 'string') {
    const text = await readyMapText(options.maps);
    printer.data({ map: text });
    // As it is, to be redirected into a file.
    if (!printer.json) context.stdout.write(text);
    return exitCodes.ok;
  }
  const maps = await readyMaps();
  printer.table(
    [{ title: 'map' }],
    maps.map(({ name }) => [name]),
    maps.map(({ about }) => about),
  );
  printer.line('One of them as a file to change: quarterdeck import --maps NAME > map.yaml');
  printer.data({ maps });
  return exitCodes.ok;
};

export const importFile: CommandDefinition = {
  name: 'import',
  takes: [['[file]', 'the CSV or NDJSON file']],
  summary: 'import history from a CSV or NDJSON file',
  help: `
The map is a YAML file that says what each column means. For the exports of
Kommo, HubSpot, Salesforce, ClickUp and Dynamics 365 there are ready ones:
--maps lists them, and --map takes one by its name. docs/imports.md describes
the language. A mistake in the map is told with its line before anything is
sent. Good lines count although others are bad: each bad one is told by its
line, and the exit code is then 3. Importing a file again is safe, also after
it was interrupted: the records and the KPIs stay the same, while the deliveries
are kept once more, so that the counts of "sources" and the storage grow. So a
corrected file prevails only with a greater seq: see "Correcting an import"
there.

Examples:
  $ quarterdeck import deals.csv -w acme -s hubspot -m hubspot/deals --dry-run
  $ quarterdeck import deals.csv -w acme -s hubspot -m hubspot/deals
  $ quarterdeck import --maps hubspot/deals > map.yaml
  $ quarterdeck import deals.csv -w acme -s history -m map.yaml --json > x.json

A map:
  format: csv
  dates: {format: "M/d/yyyy", zone: America/Sao_Paulo}
  rows:
    - record: deal
      id: opportunity_id
      at: {latest: [close_date, engage_date], else: "2017-12-31"}
      set:
        createdAt: engage_date
        closedAt: close_date
        amount: close_value
        outcome: {column: stage, table: {Won: won, Lost: lost}, else: open}

Next: the review of a period that the file covers.
  $ quarterdeck review acme 2026-10`,
  configure: (command) => {
    command
      .option('-w, --workspace <id>', 'the workspace')
      .option('-s, --source <id>', 'the source in it that the file speaks for')
      .option('-m, --map <file>', 'what the columns mean: a file, or a ready map')
      .option('-z, --zone <zone>', "the time zone of the file's dates, instead of the map's")
      .option('-n, --dry-run', 'show the first records, what no table has and what is wrong; send nothing')
      .option('-p, --problems <file>', 'write every problem into this file, one a line')
      .option('--maps [name]', 'list the ready maps, or print one of them');
  },
  run: async (invocation) => {
    const { maps, dryRun } = invocation.options;
    if (maps !== undefined) return showMaps(invocation);
    if (!invocation.args[0]) throw usage("missing required argument 'file'", '(--help tells how it is written)');
    return dryRun === true ? tryOut(invocation) : sendAll(invocation);
  },
};
