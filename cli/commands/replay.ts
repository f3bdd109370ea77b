import type { Context } from '../context.ts';
import { type ExitCode, exitCodes, Failure } from '../failure.ts';
import type { ReplayCounts, ReplayJob } from '../http/answers.ts';
import { type Api, createApi, path } from '../http/api.ts';
import { poll } from '../http/jobs.ts';
import type { Printer } from '../terminal/printer.ts';
import { progress } from '../terminal/progress.ts';
import type { CommandDefinition } from './command.ts';

const counted = (count: number): string => count.toLocaleString('en');

/** Waits for as long as it comes further, and shows how far it is. */
const finished = async (context: Context, api: Api, id: string): Promise<ReplayJob> => {
  const ask = () => api.ask<ReplayJob>({ method: 'GET', path: path`/v1/jobs/${id}` });
  let latest = await ask();
  const bar = progress(context, 'Translating', latest.progress?.of ?? 0);
  try {
    for (;;) {
      const { done = 0, of = 0 } = latest.progress ?? {};
      const further = await poll(context, async () => {
        latest = await ask();
        const now = latest.progress?.done ?? 0;
        bar.update(now, latest.reason ?? `${counted(now)} of ${counted(of)} deliveries`);
        return latest.status !== 'queued' || now > done ? true : undefined;
      });
      if (latest.status !== 'queued') return latest;
      if (further === undefined)
        throw new Failure(`The job ${id} came no further for a quarter of an hour.`, {
          hint: `${latest.reason ?? 'It goes on by itself, unless its function is out of order.'} One that has taken no step for 30 minutes is taken over by asking again.`,
        });
    }
  } finally {
    bar.stop();
  }
};

const kinds: readonly (readonly [keyof ReplayCounts, string])[] = [
  ['deliveries', 'deliveries'],
  ['observations', 'observations in them'],
  ['failed', 'deliveries that failed'],
  ['wrongAccount', 'deliveries of another account'],
];

/** Few sources have any. */
const rare: keyof ReplayCounts = 'wrongAccount';

const print = (before: ReplayCounts, after: ReplayCounts, printer: Printer): void =>
  printer.table(
    [{ title: 'received in all' }, { title: 'before', align: 'right' }, { title: 'after', align: 'right' }],
    kinds.flatMap(([kind, name]) => {
      const [was, is] = [before[kind] ?? 0, after[kind] ?? 0];
      return kind === rare && was + is === 0 ? [] : [[name, counted(was), counted(is)]];
    }),
  );

/** What is left to do: of what was to be mended some failed again, or by a rebuild more fails than before. */
const codeOf = (failed: boolean, before: ReplayCounts, after: ReplayCounts): ExitCode =>
  after.failed > (failed ? 0 : before.failed) ? exitCodes.partly : exitCodes.ok;

export const replay: CommandDefinition = {
  name: 'replay',
  takes: [
    ['<workspace>', 'the id of the workspace'],
    ['<source>', 'the id of the source'],
  ],
  summary: 'translate again what a source has sent, with the mapping that it has now',
  help: `
Everything that was ever received is kept. After a change of its stages or
fields a source is rebuilt: all of it is translated anew, beside the records
that there are, which are read until the new ones are complete. The next reviews
say which numbers have moved, and that the configuration is why.

With --failed only what failed or was of another account is tried again, and
added to the records that there are: for deliveries that met with a mapping, an
account or a version that did not know them yet. Where some fail again, the exit
code is 3; after a rebuild where more fail than before.

Examples:
  $ quarterdeck replay acme kommo
  $ quarterdeck replay acme kommo --failed
  $ quarterdeck replay acme kommo --json | jq .after

Next: what still fails, and why.
  $ quarterdeck sources acme kommo`,
  configure: (command) => {
    command.option('--failed', 'only what failed');
  },
  run: async ({ context, printer, args: [workspace = '', source = ''], options }) => {
    const failed = options.failed === true;
    const api = createApi(context);
    const { job: id } = await api.ask<{ job: string }>({
      method: 'POST',
      path: path`/v1/workspaces/${workspace}/sources/${source}/replay`,
      body: failed ? { failed } : {},
    });
    const { status, reason, before, after } = await finished(context, api, id);
    if (status === 'failed' || !before || !after)
      throw new Failure(`The replay did not end well: ${reason ?? `the job ${id} tells no reason`}`);
    printer.data({ job: id, before, after });
    print(before, after, printer);
    if (after.failed > 0) printer.line(`Why some failed: quarterdeck sources ${workspace} ${source}`);
    return codeOf(failed, before, after);
  },
};
