import type { Preferred, Workspace } from '../domain/ports.ts';
import type { ReviewDocument } from '../domain/reviews/document.ts';
import { scopeName } from '../domain/reviews/scope.ts';
import type { Send } from '../domain/reviews/send.ts';
import { opensWorkspace } from '../domain/workspaces/access.ts';
import { asPreferred } from '../domain/workspaces/preferred.ts';
import type { Recipient } from '../domain/workspaces/schema.ts';
import { addressOfSend } from './address.ts';
import { type LinkPayload, type LinkPurpose, linkMadeAt, openLink, signLink } from './links.ts';
import { readerOf } from './mail.ts';
import type { Services } from './services.ts';

/** What a link in a mail opens: the review that was mailed, for the one whom it was mailed to. */
export interface OpenedReview {
  readonly document: ReviewDocument;
  readonly workspace: Workspace;
  readonly reader: Recipient;
  /** Token of the reader's preferences. */
  readonly preferences: string;
  /** Token of a visit to the workspace's page, for who may open it. */
  readonly workspacePage: string | undefined;
  /** Tokens of the same reader's other reviews, the newest period first; all end when this link does. */
  readonly others: readonly { readonly period: string; readonly token: string }[];
}

type LinkNeeds = Pick<Services, 'ledger' | 'workspaces' | 'preferences' | 'secrets' | 'clock'>;
type ReviewNeeds = LinkNeeds & Pick<Services, 'reviews'>;

/** Of each cadence. */
const mostOthers = 13;

/** What a link was mailed with. */
export interface OpenedLink {
  readonly link: LinkPayload;
  readonly send: Send;
  readonly workspace: Workspace;
  /** What the one to whom it was mailed chose. */
  readonly preferred: Preferred | undefined;
  /** Who may read that send now, as they want to; undefined for who is no longer a recipient of its scope. */
  readonly reader: Recipient | undefined;
}

/** Opens a link; undefined when it was not signed here for this purpose, has expired or was revoked. */
export const openSigned = async (
  services: LinkNeeds,
  purpose: LinkPurpose,
  token: string,
): Promise<OpenedLink | undefined> => {
  const { ledger, workspaces, preferences } = services;
  const link = await openLink(services, purpose, token);
  if (!link) return undefined;
  const [send, workspace] = await Promise.all([ledger.find(link.workspace, link.send), workspaces.get(link.workspace)]);
  if (!send || !workspace) return undefined;
  const [revokedUntil, preferred] = await Promise.all([
    preferences.linksRevokedUntil(link.workspace, send.recipient),
    preferences.get(link.workspace, send.recipient),
  ]);
  if (linkMadeAt(link) <= revokedUntil) return undefined;
  const configured = readerOf(workspace, send);
  return { link, send, workspace, preferred, reader: configured && asPreferred(configured, preferred) };
};

const othersOf = async (
  services: ReviewNeeds,
  send: Send,
  { expiresAt }: LinkPayload,
): Promise<OpenedReview['others']> => {
  const { workspace, recipient } = send;
  // Of the same scope, so that all that differs is the period.
  const alike = (other: Send): boolean =>
    other.recipient === recipient && other.state === 'sent' && scopeName(other.scope) === scopeName(send.scope);
  const told = (await services.ledger.list(workspace)).filter(alike);
  const sends = [...new Set(told.map(({ cadence }) => cadence))].flatMap((one) =>
    told.filter(({ cadence }) => cadence === one).slice(0, mostOthers),
  );
  return Promise.all(
    sends.map(async ({ id, period }) => ({
      period,
      token: await signLink(services, 'review', { workspace, send: id, expiresAt }),
    })),
  );
};

/**
 * Opens the link to a review; undefined when it opens nothing, or its reader is no longer a recipient of that scope:
 * taking someone out of the configuration revokes their links.
 */
export const openReview = async (services: ReviewNeeds, token: string): Promise<OpenedReview | undefined> => {
  const opened = await openSigned(services, 'review', token);
  if (!opened?.reader) return undefined;
  const { link, send, workspace, reader } = opened;
  const document = await services.reviews.get(addressOfSend(send), send.version);
  if (!document) return undefined;
  const [preferences, workspacePage, others] = await Promise.all([
    signLink(services, 'preferences', link),
    opensWorkspace(workspace.configuration, reader) ? signLink(services, 'visit', link) : undefined,
    othersOf(services, send, link),
  ]);
  return { document, workspace, reader, preferences, workspacePage, others };
};
