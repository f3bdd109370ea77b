import { exitCodes, Failure } from '../failure.ts';
import type { SourceHealth } from '../http/answers.ts';
import { createApi, path } from '../http/api.ts';
import { suggestion } from '../nearest.ts';
import { printOverview } from '../sources/overview.ts';
import { printReport } from '../sources/report.ts';
import { watch } from '../sources/watch.ts';
import { quoted } from '../terminal/text.ts';
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
  refused      did not verify: the secret is another one. It is set aside for
               seven days, and taken in as soon as it verifies
  rejected     observations with a mistake in them
  never seen   fields of the mapping to which nothing gave a value
  unresolved   customers that records name and that were never told of
  not tied     customers that no id, alias or e-mail address ties to one of
               another source, where several sources tell of customers
  silent       nothing has come for three days, nor since the workspace was made

With the id of a source the reasons are listed, each with the place in the body,
how often it came, and the latest delivery that it is true of.

With --watch what comes in is shown as it comes, with what it says of which
record: that takes an admin key. With --json it is a line of JSON each.

Examples:
  $ quarterdeck sources acme
  $ quarterdeck sources acme kommo
  $ quarterdeck sources acme --watch
  $ quarterdeck sources acme --json | jq '.sources[].failures'

Next: where deliveries are refused, correct the secret and apply it.
  $ KOMMO_TOKEN=… quarterdeck apply workspace.yaml`,
  configure: (command) => {
    command.option('--watch', 'show what comes in, as it comes');
  },
  run: async ({ context, printer, args: [workspace = '', source], options }) => {
    const api = createApi(context);
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
    if (options.watch === true) return watch({ context, api, printer }, workspace, shown);
    printer.data({ sources: shown });
    const [only] = shown;
    if (source !== undefined && only) printReport(only, printer);
    else printOverview(workspace, shown, printer);
    return exitCodes.ok;
  },
};
