import { catalogueOf, headlines } from '../domain/kpis/catalogue.ts';
import type { Job, Posted, TestMailMessage } from '../domain/ports.ts';
import type { Send } from '../domain/reviews/send.ts';
import { opensWorkspace } from '../domain/workspaces/access.ts';
import { renderMail } from '../rendering/mail.ts';
import { addressName, mailed, reviewPath } from './address.ts';
import { handOver } from './handOver.ts';
import { readerOf } from './mail.ts';
import { mailLinks, previewLinks } from './mailLinks.ts';
import type { Services } from './services.ts';
import { testReaderOf } from './testReader.ts';

type Needs = Pick<
  Services,
  'ledger' | 'preferences' | 'workspaces' | 'reviews' | 'jobs' | 'secrets' | 'mailer' | 'publicUrl' | 'clock' | 'logger'
>;

/** What became of a test: the path of the review where it was mailed, or may have been; and why it was not, or may not have been. */
type Outcome = Pick<Job, 'result' | 'reason'>;

const not = (reason: string): Outcome => ({ result: null, reason });

/** The links of this very version, where it was mailed to the same reader: then they are their own, and work. */
const ownSend = async (
  { ledger }: Needs,
  { review, version }: TestMailMessage,
  recipient: string,
): Promise<Send | null> => {
  const send = await ledger.get({ ...review, recipient });
  return send && send.version === version && mailed.includes(send.state) ? send : null;
};

const reasonOf = (posted: Exclude<Posted, { readonly outcome: 'sent' }>): string => {
  switch (posted.outcome) {
    case 'refused':
      return `The mail system refused it: ${posted.reason}`;
    case 'retry':
    case 'later':
      return `The mail system takes nothing for now (${posted.reason}). Ask again later.`;
    case 'uncertain':
      return `The mail system gave no answer (${posted.reason}): it may have arrived, or not.`;
  }
};

const send = async (services: Needs, message: TestMailMessage): Promise<Outcome> => {
  const { workspaces, reviews } = services;
  const { review, version, to, asOf, job } = message;
  const workspace = await workspaces.get(review.workspace);
  if (!workspace) return not(`There is no workspace ${review.workspace}.`);
  const { configuration } = workspace;
  const found = await testReaderOf(services, workspace, message);
  if ('why' in found) return not(`${to} ${found.why}.`);
  const { reader } = found;
  const { from, replyTo } = configuration;
  if (from === undefined) return not('The configuration has no "from". Give one, then ask again.');
  const document = await reviews.get(review, version);
  if (!document) throw new Error(`The review ${addressName(review)}/${version} is to be mailed, and is not there.`);
  const own = await ownSend(services, message, reader.email);
  // Their own links open what their own role may; a preview's lead where those of the role would.
  const opener = own ? readerOf(workspace, own) : reader;
  const opens = opener !== undefined && opensWorkspace(configuration, opener);
  const { message: bytes } = await renderMail({
    rendered: { document, configuration, catalogue: catalogueOf(configuration), headlines, reader },
    links: own ? await mailLinks(services, own, opens) : previewLinks(services, opens),
    from,
    ...(replyTo !== undefined && { replyTo }),
    to: { email: reader.email, ...(reader.name !== undefined && { name: reader.name }) },
    sendId: job,
    date: asOf,
    test: true,
    unlinked: own === null,
  });
  const tags = { workspace: review.workspace, test: job };
  const posted = await handOver(services, { message: bytes, from, to: reader.email, tags });
  const path = reviewPath(review.workspace, document.period, review.scope, version);
  if (posted.outcome === 'sent') return { result: path, reason: null };
  return { result: posted.outcome === 'uncertain' ? path : null, reason: reasonOf(posted) };
};

/**
 * Mails a test, and enters in its job what became of it. The ledger has nothing of it: the send of the same review to the
 * same reader is as it was, and is due as it was. Whoever asked is waiting, so nothing is tried again by itself; a repeated
 * message may mail a second time, as a test may.
 */
export const testMail = async (services: Needs, message: TestMailMessage): Promise<void> => {
  const { jobs } = services;
  const job = await jobs.get(message.job);
  if (job?.status !== 'queued') return;
  const outcome = await send(services, message);
  await jobs.put({ ...job, ...outcome, status: outcome.reason === null ? 'done' : 'failed' });
};
