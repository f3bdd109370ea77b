import type { Workspace } from '../domain/ports.ts';
import type { ReviewDocument } from '../domain/reviews/document.ts';
import type { Send } from '../domain/reviews/send.ts';
import type { Recipient } from '../domain/workspaces/schema.ts';
import { addressName, addressOfSend } from './address.ts';
import { type LinkPayload, openLink, signLink } from './links.ts';
import { readerOf } from './mail.ts';
import type { Services } from './services.ts';
import { isUnsubscribed, setUnsubscribed } from './unsubscribed.ts';

/** What a link in a mail opens: the review that was mailed, for the one whom it was mailed to. */
export interface OpenedReview {
  readonly document: ReviewDocument;
  readonly workspace: Workspace;
  readonly reader: Recipient;
  /** Token of the reader's preferences. */
  readonly preferences: string;
  /** Tokens of the same reader's other reviews of the cadence, the newest period first; all end when this link does. */
  readonly others: readonly { readonly period: string; readonly token: string }[];
}

type ReviewNeeds = Pick<Services, 'ledger' | 'workspaces' | 'reviews' | 'secrets' | 'clock'>;

const mostOthers = 13;

const sendOf = async (
  { ledger, workspaces }: Pick<Services, 'ledger' | 'workspaces'>,
  link: LinkPayload,
): Promise<{ send: Send; workspace: Workspace } | undefined> => {
  const [send, workspace] = await Promise.all([ledger.find(link.workspace, link.send), workspaces.get(link.workspace)]);
  return send && workspace ? { send, workspace } : undefined;
};

const othersOf = async (
  services: ReviewNeeds,
  send: Send,
  { expiresAt }: LinkPayload,
): Promise<OpenedReview['others']> => {
  const { workspace, recipient } = send;
  // Of the same cadence and scope, so that all that differs is the period.
  const alike = (other: Send): boolean =>
    other.recipient === recipient &&
    other.state === 'sent' &&
    addressName({ ...addressOfSend(other), start: send.start }) === addressName(addressOfSend(send));
  const sends = (await services.ledger.list(workspace)).filter(alike).slice(0, mostOthers);
  return Promise.all(
    sends.map(async ({ id, period }) => ({
      period,
      token: await signLink(services, 'review', { workspace, send: id, expiresAt }),
    })),
  );
};

/**
 * Opens the link to a review; undefined when it was not signed here, has expired, or its reader is no longer a
 * recipient of that scope: taking someone out of the configuration revokes their links.
 */
export const openReview = async (services: ReviewNeeds, token: string): Promise<OpenedReview | undefined> => {
  const link = await openLink(services, 'review', token);
  const found = link ? await sendOf(services, link) : undefined;
  const reader = found && readerOf(found.workspace, found.send);
  if (!link || !reader) return undefined;
  const { send, workspace } = found;
  const document = await services.reviews.get(addressOfSend(send), send.version);
  if (!document) return undefined;
  const [preferences, others] = await Promise.all([
    signLink(services, 'preferences', link),
    othersOf(services, send, link),
  ]);
  return { document, workspace, reader, preferences, others };
};

export interface OpenedPreferences {
  readonly workspace: Workspace;
  readonly recipient: Recipient;
  readonly subscribed: boolean;
}

type PreferencesNeeds = Pick<Services, 'ledger' | 'workspaces' | 'preferences' | 'secrets' | 'clock'>;

/** Opens the link to someone's preferences; whoever was taken out of the configuration still finds theirs. */
export const openPreferences = async (
  services: PreferencesNeeds,
  token: string,
): Promise<OpenedPreferences | undefined> => {
  const link = await openLink(services, 'preferences', token);
  const found = link && (await sendOf(services, link));
  if (!found) return undefined;
  const { send, workspace } = found;
  const recipient = workspace.configuration.recipients.find(({ email }) => email === send.recipient);
  return {
    workspace,
    recipient: recipient ?? { email: send.recipient, role: 'executive', reviews: [] },
    subscribed: !(await isUnsubscribed(services.preferences, send.workspace, send.recipient)),
  };
};

/** Changes whether the holder of a preferences link gets mail; undefined when the link opens nothing. */
export const choose = async (
  services: PreferencesNeeds,
  token: string,
  subscribed: boolean,
): Promise<OpenedPreferences | undefined> => {
  const opened = await openPreferences(services, token);
  if (!opened) return undefined;
  const { workspace, recipient } = opened;
  const { workspace: name } = workspace.configuration;
  await setUnsubscribed(services.preferences, name, recipient.email, subscribed ? null : services.clock());
  return { ...opened, subscribed };
};
