import { catalogueOf, headlines } from '../domain/kpis/catalogue.ts';
import type { MailMessage, Posted, Workspace } from '../domain/ports.ts';
import { scopeName } from '../domain/reviews/scope.ts';
import type { Send, SendState } from '../domain/reviews/send.ts';
import type { SendReason } from '../domain/reviews/sendReason.ts';
import { opensWorkspace } from '../domain/workspaces/access.ts';
import { asPreferred, whyNoMail } from '../domain/workspaces/preferred.ts';
import type { Recipient } from '../domain/workspaces/schema.ts';
import { type Mail, renderMail } from '../rendering/mail.ts';
import { addressName, addressOfSend } from './address.ts';
import { handOver } from './handOver.ts';
import { mailLinks } from './mailLinks.ts';
import type { Services } from './services.ts';

type Needs = Pick<
  Services,
  | 'ledger'
  | 'preferences'
  | 'workspaces'
  | 'reviews'
  | 'secrets'
  | 'mailer'
  | 'publicUrl'
  | 'clock'
  | 'logger'
  | 'metrics'
>;

interface Ready {
  readonly mail: Mail;
  readonly from: string;
}

/** Why a send that waits will not be mailed. */
interface Stopped {
  readonly state: SendState & ('skipped' | 'refused');
  readonly reason: SendReason;
}

/** How the recipient of a send stands in the configuration now; no one gets numbers of a scope that is theirs no more. */
export const readerOf = ({ configuration }: Workspace, { recipient, scope }: Send): Recipient | undefined =>
  configuration.recipients.find(
    ({ email, scope: now = null }) => email === recipient && scopeName(now) === scopeName(scope),
  );

const prepare = async (services: Needs, send: Send, asOf: number): Promise<Ready | Stopped> => {
  const { workspaces, preferences, reviews } = services;
  const workspace = await workspaces.get(send.workspace);
  const configured = workspace && readerOf(workspace, send);
  if (!workspace || !configured) return { state: 'skipped', reason: 'noLongerRecipient' };
  const { configuration } = workspace;
  const preferred = await preferences.get(send.workspace, send.recipient);
  const why = whyNoMail(preferred, asOf, configuration.timeZone);
  if (why !== null) return { state: 'skipped', reason: why };
  const reader = asPreferred(configured, preferred);
  const { from, replyTo } = configuration;
  if (from === undefined) return { state: 'refused', reason: 'noFrom' };
  const document = await reviews.get(addressOfSend(send), send.version);
  if (!document)
    throw new Error(
      `The review ${addressName(addressOfSend(send))}/${send.version} is to be mailed, and is not there.`,
    );
  const mail = await renderMail({
    rendered: { document, configuration, catalogue: catalogueOf(configuration), headlines, reader },
    links: await mailLinks(services, send, opensWorkspace(configuration, reader)),
    from,
    ...(replyTo !== undefined && { replyTo }),
    to: { email: reader.email, ...(reader.name !== undefined && { name: reader.name }) },
    sendId: send.id,
    date: asOf,
  });
  return { mail, from };
};

/** An entry may have become `uncertain` while the answer was on its way; the answer is better knowledge. */
const awaitingAnswer: readonly SendState[] = ['sending', 'uncertain'];

const record = async ({ ledger }: Needs, send: Send, posted: Posted, asOf: number): Promise<void> => {
  switch (posted.outcome) {
    case 'sent':
      await ledger.move(send, awaitingAnswer, {
        state: 'sent',
        reason: null,
        messageId: posted.messageId,
        changedAt: asOf,
      });
      return;
    case 'refused':
      await ledger.move(send, awaitingAnswer, { state: 'refused', reason: posted.reason, changedAt: asOf });
      return;
    case 'retry':
    case 'later':
      await ledger.move(send, awaitingAnswer, { state: 'queued', reason: posted.reason, changedAt: asOf });
      return;
    case 'uncertain':
      await ledger.move(send, ['sending'], { state: 'uncertain', reason: posted.reason, changedAt: asOf });
  }
};

/**
 * Mails one send, at most once: it is moved from `queued` to `sending` by one conditional write before the message is
 * handed over, and whoever loses that write does nothing. Where no answer comes it is `uncertain`, and never repeated
 * by itself. Where nothing is taken for hours it waits in the ledger, for a queue would give it up long before: ticks
 * queue it again. That is told of each send once, and not at every tick.
 *
 * @returns `again` when the message was certainly not taken, and is to be handed over again within minutes
 */
export const mail = async (services: Needs, { send: key, asOf }: MailMessage): Promise<'done' | 'again'> => {
  const { ledger, logger, metrics } = services;
  const send = await ledger.get(key);
  if (send?.state !== 'queued') return 'done';
  const prepared = await prepare(services, send, asOf);
  if ('state' in prepared) {
    const stopped = await ledger.move(send, ['queued'], { ...prepared, changedAt: asOf });
    if (stopped && prepared.state === 'refused') metrics.count('SendsRefused');
    return 'done';
  }
  const { mail: rendered, from } = prepared;
  const mine = await ledger.move(send, ['queued'], {
    state: 'sending',
    reason: null,
    subject: rendered.subject,
    attempts: send.attempts + 1,
    changedAt: asOf,
  });
  if (!mine) return 'done';
  const tags = { workspace: send.workspace, send: send.id };
  const posted = await handOver(services, { message: rendered.message, from, to: send.recipient, tags });
  await record(services, send, posted, asOf);
  if (posted.outcome === 'sent') return 'done';
  if (posted.outcome === 'later' && posted.reason === send.reason) return 'done';
  if (posted.outcome === 'refused' || posted.outcome === 'later') metrics.count('SendsRefused');
  logger.warn('A mail was not sent.', {
    workspace: send.workspace,
    send: send.id,
    outcome: posted.outcome,
    reason: posted.reason,
  });
  return posted.outcome === 'retry' ? 'again' : 'done';
};
