import { type ExitCode, exitCodes, Failure, usage } from '../failure.ts';
import type { AlreadySent, Send, WithoutMail } from '../http/answers.ts';
import { type Api, createApi, path } from '../http/api.ts';
import { ended, poll } from '../http/jobs.ts';
import { compute, segmentSeenBy } from '../review/computed.ts';
import { spin } from '../terminal/progress.ts';
import { printSends } from '../terminal/sendTable.ts';
import type { CommandDefinition, Invocation } from './command.ts';

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

/** What was not mailed because it had been, and what there is to do where the numbers have moved since. */
const alreadyLine = ({ recipients, version, latest, differing }: AlreadySent, asked: string): string => {
  const sent = `Already sent: version ${version}, to ${recipients.join(', ')}.`;
  if (latest === version) return sent;
  const kpis = `${differing.length} ${differing.length === 1 ? 'KPI' : 'KPIs'}`;
  return `${sent} Version ${latest} differs in ${kpis}; nobody is mailed the same review twice, and the next one tells what has changed. To see it: quarterdeck preview ${asked} --latest`;
};

/** Who is mailed nothing now, and where it says how that ends. */
const withoutLine = (without: readonly WithoutMail[], workspace: string): string =>
  `Not mailed: ${without.map(({ recipient, reason }) => `${recipient} (${reason})`).join(', ')}. How that ends: quarterdeck doctor ${workspace}`;

/** Mails one's own copy: a job tells what became of it. */
const sendTest = async (invocation: Invocation, to: string): Promise<ExitCode> => {
  const { context, printer, args, options } = invocation;
  const [workspace = '', period = ''] = args;
  const { role, locale } = options;
  if (options.to !== undefined || options.uncertain !== undefined)
    throw usage('--test goes with --role and --locale only: a test is no send, and goes to one address.');
  const api = createApi(context);
  const ask = async (): Promise<string> => {
    await compute(invocation, api, await segmentSeenBy(api, workspace, to));
    const body = { to, ...(role === undefined ? {} : { role }), ...(locale === undefined ? {} : { locale }) };
    const at = path`/v1/workspaces/${workspace}/reviews/${period}/tests`;
    return (await api.ask<{ job: string }>({ method: 'POST', path: at, body })).job;
  };
  const { result, reason } = await spin(context, 'Mailing a test', async () => ended(context, api, await ask()));
  // Handed over, and already heard of.
  if (reason !== null)
    throw new Failure(`The test to ${to}: ${reason}`, {
      hint: `Who gets no mail, and how that ends: quarterdeck doctor ${workspace}`,
    });
  const version = Number(new URLSearchParams(result?.split('?')[1]).get('version'));
  printer.data({ to, version });
  printer.line(
    `A test of version ${version} was handed to the mail system for ${to}. It is no send: nothing else changed.`,
  );
  return exitCodes.ok;
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

A test is a copy for one who wants to see it, a recipient or an admin of the
workspace: its subject says so, it may be repeated, and a send goes out as if it
had not been. It takes an admin key.

Examples:
  $ quarterdeck send acme 2026-10
  $ quarterdeck send acme 2026-Q3 --to ana@acme.example rui@acme.example
  $ quarterdeck send acme 2026-10 --uncertain
  $ quarterdeck send acme 2026-10 --test me@acme.example --locale pt-BR

Next: see what became of it.
  $ quarterdeck sends acme 2026-10`,
  configure: (command) => {
    command
      .option('--to <address...>', 'only to these recipients of the workspace')
      .option('--uncertain', 'repeat those of which it is not known whether they arrived')
      .option('--test <address>', 'mail a copy to this recipient or admin, which is no send')
      .option('--role <role>', 'of a test: in this role, not the recipient’s own')
      .option('--locale <language>', 'of a test: in this language, for example pt-BR');
  },
  run: async (invocation) => {
    const { context, printer, args, options } = invocation;
    const [workspace = '', period = ''] = args;
    if (typeof options.test === 'string') return sendTest(invocation, options.test);
    if (options.role !== undefined || options.locale !== undefined)
      throw usage('--role and --locale go with --test: a recipient has their own.');
    const api = createApi(context);
    const {
      sends: asked,
      already = [],
      without = [],
    } = await api.ask<{ sends: Send[]; already?: AlreadySent[]; without?: WithoutMail[] }>({
      method: 'POST',
      path: path`/v1/workspaces/${workspace}/reviews/${period}/sends`,
      body: {
        ...(Array.isArray(options.to) ? { to: options.to } : {}),
        ...(options.uncertain === true ? { uncertain: true } : {}),
      },
    });
    const sends = await spin(context, 'Sending', () => outcomes(invocation, api, asked));
    printer.data({ sends, already, without });
    if (sends.length === 0 && without.length === 0)
      printer.line('There is nobody to send it to: no recipient of the workspace takes reviews of this kind.');
    if (sends.length > 0) printSends(sends, printer);
    if (without.length > 0) printer.line(withoutLine(without, workspace));
    for (const one of already) printer.line(alreadyLine(one, `${workspace} ${period}`));
    if (underWay(sends)) printer.line(`Not all of it is done yet: quarterdeck sends ${workspace} ${period}`);
    return codeOf(sends);
  },
};
