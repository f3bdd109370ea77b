import { exitCodes, usage } from '../failure.ts';
import type { Review } from '../http/answers.ts';
import { type Api, createApi, path } from '../http/api.ts';
import { type PreviewMail, readMail } from '../preview/mail.ts';
import { previewSheet } from '../preview/sheet.ts';
import { compute, type Segment, scopeOf, segmentOf, segmentSeenBy } from '../review/computed.ts';
import { spin } from '../terminal/progress.ts';
import { shown, writeAside, writeAt } from '../terminal/shown.ts';
import type { CommandDefinition, Invocation } from './command.ts';

const mailType = 'message/rfc822';

/** What the review is limited to: what is named, or what the recipient who is named sees. */
const segmentAsked = async (api: Api, { args: [workspace = ''], options }: Invocation): Promise<Segment> =>
  typeof options.recipient === 'string'
    ? segmentSeenBy(api, workspace, options.recipient)
    : segmentOf(options.scope, '--scope');

/** The names and values of a query, without those that were not given. */
const queryOf = (members: Readonly<Record<string, unknown>>): URLSearchParams =>
  new URLSearchParams(
    Object.entries(members).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );

interface Seen {
  readonly version: number;
  /** The latest, computed just now. */
  readonly computed: number;
  readonly mail: PreviewMail;
  readonly page: string;
}

/** What a send would mail now: the review as it was mailed, else as it is computed now. */
const seen = async (api: Api, invocation: Invocation): Promise<Seen> => {
  const { args, options } = invocation;
  const [workspace = '', period = ''] = args;
  const { role, locale, recipient, latest } = options;
  const computed = await compute(invocation, api, await segmentAsked(api, invocation));
  const scope = scopeOf(computed);
  const at = path`/v1/workspaces/${workspace}/reviews/${period}`;
  const read = (accept: string, query: URLSearchParams) => api.send({ method: 'GET', path: `${at}?${query}`, accept });
  const version =
    latest === true
      ? computed.version
      : (JSON.parse((await read('application/json', queryOf({ scope }))).text) as Review).version;
  const query = queryOf({ version, role, locale, recipient, scope: recipient === undefined ? scope : undefined });
  const [mail, page] = await Promise.all([read(mailType, query), read('text/html', query)]);
  return { version, computed: computed.version, mail: await readMail(mail.bytes), page: page.text };
};

const older = ({ version, computed }: Seen, { args }: Invocation): string =>
  `Version ${version} was mailed, and is what a send would mail. Of version ${computed}, computed just now: quarterdeck preview ${args.join(' ')} --latest`;

export const preview: CommandDefinition = {
  name: 'preview',
  takes: [
    ['<workspace>', 'the id of the workspace'],
    ['<period>', 'a month 2026-10, a quarter 2026-Q3, a year 2026, or days 2026-10-01..2026-10-15'],
  ],
  summary: 'see a mail, its text and its page, without sending anything',
  help: `
Computes the review and opens, side by side in one file, the mail that a send
would make now, its text and the page that it leads to: of a role, or of a
recipient with their own language, scope and choice of KPIs. What was mailed
already is shown as it was mailed. The links in the mail lead nowhere: they are
nobody's.

Examples:
  $ quarterdeck preview acme 2026-10 --role sales --locale pt-BR
  $ quarterdeck preview acme 2026-10 --role sales --scope owner=ana
  $ quarterdeck preview acme 2026-Q3 --recipient ana@acme.example
  $ quarterdeck preview acme 2026-10 --role crm --file preview.html --no-open

Next: see it in your own mailbox.
  $ quarterdeck send acme 2026-10 --test me@acme.example`,
  configure: (command) => {
    command
      .option('--role <role>', 'for whom: crm, sales, marketing, service or executive; crm unless said')
      .option('--locale <language>', 'in which language, for example pt-BR; the workspace’s unless said')
      .option('--scope <by=key...>', 'of these records only, for example owner=ana')
      .option('--recipient <address>', 'as this recipient of the workspace would get it')
      .option('--latest', 'the review as it is computed now, though an earlier version was mailed')
      .option('--file <file>', 'write it there; a file of its own in the folder for temporary ones unless said')
      .option('--no-open', 'only write it, and do not show it in the browser');
  },
  run: async (invocation) => {
    const { context, printer, args, options } = invocation;
    const { role, locale, scope, recipient, file, open } = options;
    if (recipient !== undefined && (role ?? scope) !== undefined)
      throw usage('--recipient goes without --role and --scope: a recipient has their own.');
    const api = createApi(context);
    const found = await spin(context, 'Composing the mail', () => seen(api, invocation));
    const { mail, page, version } = found;
    const about = [args.join(' · '), `version ${version}`, recipient ?? role ?? 'crm', locale]
      .filter(Boolean)
      .join(' · ');
    const sheet = previewSheet({ mail, page, about });
    const written =
      typeof file === 'string' ? await writeAt(context, file, sheet) : await writeAside('preview.html', sheet);
    const { subject, preheader, attachments } = mail;
    printer.data({ subject, preheader, version, file: written, attachments });
    printer.line(`Subject    ${subject}`);
    printer.line(`Preheader  ${preheader}`);
    if (version < found.computed) printer.note(older(found, invocation));
    printer.note(open === false || printer.json ? `Wrote ${written}` : await shown(context, written));
    return exitCodes.ok;
  },
};
