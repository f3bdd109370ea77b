import { Option } from 'commander';
import { type ExitCode, exitCodes } from '../failure.ts';
import type { Send } from '../http/answers.ts';
import { type Api, createApi, path } from '../http/api.ts';
import { poll } from '../http/jobs.ts';
import { spin } from '../terminal/progress.ts';
import { printSends } from '../terminal/sendTable.ts';
import type { CommandDefinition, Invocation } from './command.ts';
import { notYet } from './notYet.ts';

const patienceInMilliseconds = 30_000;
const underWay = (sends: readonly Send[]): boolean =>
  sends.some(({ state }) => state === 'queued' || state === 'sending');

/** What became of the sends, as far as it is known before patience runs out. */
const outcomes = async (
  { context, args: [workspace = ''] }: Invocation,
  api: Api,
  asked: readonly Send[],
): Promise<readonly Send[]> => {
  let latest = asked;
  const refresh = async (): Promise<true | undefined> => {
    if (!underWay(latest)) return true;
    const { sends } = await api.ask<{ sends: Send[] }>({
      method: 'GET',
      path: `${path`/v1/workspaces/${workspace}/sends`}?${new URLSearchParams({ period: asked[0]?.period ?? '' })}`,
    });
    latest = asked.map((send) => sends.find(({ id }) => id === send.id) ?? send);
    return underWay(latest) ? undefined : true;
  };
  await poll(context, refresh, patienceInMilliseconds);
  return latest;
};

const codeOf = (sends: readonly Send[]): ExitCode => {
  const failed = sends.filter(({ state }) => state === 'refused' || state === 'uncertain').length;
  if (failed === 0) return underWay(sends) ? exitCodes.partly : exitCodes.ok;
  return failed === sends.length ? exitCodes.failed : exitCodes.partly;
};

export const send: CommandDefinition = {
  name: 'send',
  takes: [
    ['<workspace>', 'the id of the workspace'],
    ['<period>', 'a month 2026-10, a quarter 2026-Q3, a year 2026, or days 2026-10-01..2026-10-15'],
  ],
  summary: 'mail a review to its recipients, or to those named',
  help: `
Each recipient gets the KPIs of their role, and nobody the same review twice:
asked again, it is mailed only to those to whom it has not gone. Of a send that
is uncertain it is not known whether it arrived; it is repeated only when asked.

Examples:
  $ quarterdeck send acme 2026-10
  $ quarterdeck send acme 2026-Q3 --to ana@acme.example rui@acme.example
  $ quarterdeck send acme 2026-10 --uncertain

Next: see what became of it.
  $ quarterdeck sends acme 2026-10`,
  configure: (command) => {
    command
      .option('--to <address...>', 'only to these recipients of the workspace')
      .option('--uncertain', 'repeat those of which it is not known whether they arrived')
      .addOption(new Option('--test <address>').hideHelp());
  },
  run: async (invocation) => {
    const { context, printer, args, options } = invocation;
    const [workspace = '', period = ''] = args;
    if (options.test !== undefined)
      throw notYet(
        'send --test',
        `To mail one recipient of the workspace: quarterdeck send ${workspace} ${period} --to ADDRESS`,
      );
    const api = createApi(context);
    const { sends: asked } = await api.ask<{ sends: Send[] }>({
      method: 'POST',
      path: path`/v1/workspaces/${workspace}/reviews/${period}/sends`,
      body: {
        ...(Array.isArray(options.to) ? { to: options.to } : {}),
        ...(options.uncertain === true ? { uncertain: true } : {}),
      },
    });
    const sends = await spin(context, 'Sending', () => outcomes(invocation, api, asked));
    printer.data({ sends });
    if (sends.length === 0)
      printer.line('There is nobody to send it to: no recipient of the workspace takes reviews of this kind.');
    else printSends(sends, printer);
    if (underWay(sends)) printer.line(`Not all of it is done yet: quarterdeck sends ${workspace} ${period}`);
    return codeOf(sends);
  },
};
