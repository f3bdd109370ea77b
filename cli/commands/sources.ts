import { exitCodes, Failure, usage } from '../failure.ts';
import type { Deliveries, SourceHealth } from '../http/answers.ts';
import { createApi, path } from '../http/api.ts';
import { suggestion } from '../nearest.ts';
import { printOne } from '../sources/one.ts';
import { printOverview } from '../sources/overview.ts';
import { printReport } from '../sources/report.ts';
import { watch } from '../sources/watch.ts';
import { plain, quoted } from '../terminal/text.ts';
import type { CommandDefinition } from './command.ts';

const found = (workspace: string, sources: readonly SourceHealth[], source: string): SourceHealth => {
  const one = sources.find(({ id }) => id === source);
  if (one) return one;
  const ids = sources.map(({ id }) => id);
  throw new Failure(`The workspace ${quoted(workspace)} has no source ${quoted(source)}${suggestion(source, ids)}`);
};

export const sources: CommandDefinition = {
  name: 'sources',
  takes: [
    ['<workspace>', 'the id of the workspace'],
    ['[source]', 'all there is to know of this one'],
  ],
  summary: 'show what arrives from each source, and what fails',
  help: `
Counts are of the last 30 days.
  pending      stored, and not translated yet
  failed       stored, but not what the system sends
  of another account
               stored and left out: it names another one than "account" in
               workspace.yaml
  refused      did not verify: the secret, the address or the time of signing
               is another one. It is set aside for seven days, and taken in once
               it verifies
  rejected     observations with a mistake in them
  never seen   fields of the mapping to which no webhook gave a value
  unresolved   customers that records name and that were never told of
  not tied     customers that no id, alias or e-mail address ties to one of
               another source, where several sources tell of customers
  silent       nothing has come for three days, nor since the workspace was made

With the id of a source the reasons are listed, each with the place in the body,
how often it came, and the id of the latest delivery that it is true of.
--delivery with that id shows what it says, and the first 64 KB as they came.

With --watch what came in the minute before is shown, then what comes in as it
comes: what it says of each record, the newest first, and ids with their labels.
What came before, byte for byte, is marked. With --json it is a line of JSON
each, the observations one by one. Like --delivery it takes an admin key.

Examples:
  $ quarterdeck sources acme
  $ quarterdeck sources acme kommo
  $ quarterdeck sources acme kommo --delivery 1793703601000-3d011e09502a
  $ quarterdeck sources acme --watch
  $ quarterdeck sources acme --json | jq '.sources[].failures'

Next: where deliveries are refused, see what the page of the system in
docs/sources asks for; if it is the secret, correct it and apply it.
  $ KOMMO_TOKEN=… quarterdeck apply workspace.yaml`,
  configure: (command) => {
    command
      .option('--watch', 'show what comes in, as it comes')
      .option('--delivery <id>', 'show this one delivery of a source, and its body');
  },
  run: async ({ context, printer, args: [workspace = '', source], options }) => {
    const api = createApi(context);
    const { delivery, watch: isWatch } = options;
    if (typeof delivery === 'string') {
      if (source === undefined)
        throw usage(`--delivery is of one source: quarterdeck sources ${plain(workspace)} SOURCE --delivery ID`);
      if (isWatch === true) throw usage('Choose one of --watch and --delivery.');
      const query = new URLSearchParams({ id: delivery, body: 'true' });
      const where = path`/v1/workspaces/${workspace}/sources/${source}/deliveries`;
      const found = await api.ask<Deliveries>({ method: 'GET', path: `${where}?${query}` });
      printer.data({ deliveries: found.deliveries });
      for (const one of found.deliveries) printOne(source, one, printer);
      return exitCodes.ok;
    }
    const answer = await api.ask<{ sources: SourceHealth[] }>({
      method: 'GET',
      path: path`/v1/workspaces/${workspace}/sources`,
    });
    const shown = source === undefined ? answer.sources : [found(workspace, answer.sources, source)];
    if (shown.length === 0) {
      printer.data(answer);
      printer.line('This workspace has no sources: list them in its workspace.yaml and apply it.');
      return exitCodes.ok;
    }
    if (isWatch === true) return watch({ context, api, printer }, workspace, shown);
    printer.data({ sources: shown });
    const [only] = shown;
    if (source !== undefined && only) printReport(workspace, only, printer);
    else printOverview(workspace, shown, printer);
    return exitCodes.ok;
  },
};
