import { PeriodError } from '../domain/periods/errors.ts';
import { parsePeriod } from '../domain/periods/parse.ts';
import type { ReviewSummary, Workspace } from '../domain/ports.ts';
import type { Cadence, ReviewDocument } from '../domain/reviews/document.ts';
import { scopeName } from '../domain/reviews/scope.ts';
import type { Send } from '../domain/reviews/send.ts';
import { isAdmin, opensWorkspace } from '../domain/workspaces/access.ts';
import type { Recipient } from '../domain/workspaces/schema.ts';
import { findReview } from './findReview.ts';
import { healthOf, type SourceHealth } from './health.ts';
import { type LinkPayload, signLink } from './links.ts';
import { openSigned } from './readers.ts';
import type { Services } from './services.ts';

type Needs = Parameters<typeof healthOf>[0] & Pick<Services, 'ledger' | 'preferences' | 'secrets' | 'reviews'>;

/** A review that a reader may open: by its own link where it was mailed to them. */
interface ListedReview {
  readonly period: string;
  readonly cadence: Cadence;
  readonly status: ReviewSummary['status'];
  /** The token of the link, and when it was mailed to them, epoch milliseconds; `null` where it was not. */
  readonly mailed: { readonly token: string; readonly at: number } | null;
}

/** Who opened the page of a workspace. */
export interface WorkspaceVisit {
  readonly link: LinkPayload;
  readonly workspace: Workspace;
  readonly reader: Recipient;
  /** Token of the reader's preferences. */
  readonly preferences: string;
  /** Whether the link is the mail's own: whoever was forwarded a link to a review has come by that review's page. */
  readonly byMail: boolean;
}

export interface OpenedWorkspace {
  /** Of the reader's scope, the newest first. */
  readonly reviews: readonly ListedReview[];
  /** The latest closed month of the reader's scope. */
  readonly latest: ReviewDocument | undefined;
  readonly sources: readonly SourceHealth[];
  /** For admins alone, by the link of their mail; `elsewhere` to an admin who came by another. */
  readonly sends: readonly Send[] | 'elsewhere' | null;
}

/** Opens the link to a workspace's page; undefined when it opens nothing, or its reader is none who may see it. */
export const openWorkspace = async (services: Needs, token: string): Promise<WorkspaceVisit | undefined> => {
  const mailed = await openSigned(services, 'workspace', token);
  const opened = mailed ?? (await openSigned(services, 'visit', token));
  if (!opened?.reader || !opensWorkspace(opened.workspace.configuration, opened.reader)) return undefined;
  const { link, workspace, reader } = opened;
  const preferences = await signLink(services, 'preferences', link);
  return { link, workspace, reader, preferences, byMail: mailed !== undefined };
};

/** A review of the reader's own scope, as it was mailed; undefined when there is none. */
export const reviewOfVisit = async (
  services: Needs,
  { workspace: { configuration }, reader }: WorkspaceVisit,
  name: string,
): Promise<ReviewDocument | undefined> => {
  const scope = reader.scope ?? null;
  try {
    const period = parsePeriod(name, configuration);
    return await findReview(services, { workspace: configuration.workspace, period, scope, version: undefined });
  } catch (error) {
    if (error instanceof PeriodError) return undefined;
    throw error;
  }
};

const page = 100;
/** More than are looked at, newest first, for those that a reader may see. */
const mostSummaries = 1_000;
const mostListed = 60;

/** The latest version of each period's review of a scope, the newest period first. */
const summariesOf = async ({ reviews }: Needs, workspace: string, scope: string): Promise<ReviewSummary[]> => {
  const found = new Map<string, ReviewSummary>();
  let cursor: string | null | undefined;
  for (let seen = 0; seen < mostSummaries && found.size < mostListed && cursor !== null; seen += page) {
    const { items, cursor: next } = await reviews.list(workspace, page, cursor ?? undefined);
    for (const one of items) {
      const name = `${one.cadence} ${one.period}`;
      if (scopeName(one.scope) === scope && !found.has(name)) found.set(name, one);
    }
    cursor = next;
  }
  return [...found.values()].slice(0, mostListed);
};

/** All that the page tells, of the reader's scope and of no other. */
export const workspaceOf = async (services: Needs, visit: WorkspaceVisit): Promise<OpenedWorkspace> => {
  const { link, workspace, reader, byMail } = visit;
  const { configuration } = workspace;
  const { workspace: name } = configuration;
  const scope = scopeName(reader.scope ?? null);
  const [summaries, sends, sources] = await Promise.all([
    summariesOf(services, name, scope),
    services.ledger.list(name),
    healthOf(services, name),
  ]);
  const isOwn = (send: Send, { cadence, period }: ReviewSummary): boolean =>
    send.recipient === reader.email &&
    send.state === 'sent' &&
    send.cadence === cadence &&
    send.period === period &&
    scopeName(send.scope) === scope;
  const listed = summaries.map(async (summary): Promise<ListedReview> => {
    const own = sends.find((send) => isOwn(send, summary));
    const { period, cadence, status } = summary;
    const token =
      own && (await signLink(services, 'review', { workspace: name, send: own.id, expiresAt: link.expiresAt }));
    return { period, cadence, status, mailed: own && token ? { token, at: own.changedAt } : null };
  });
  const month = summaries.find(({ cadence, status }) => cadence === 'monthly' && status === 'closed');
  return {
    reviews: await Promise.all(listed),
    latest: month && (await reviewOfVisit(services, visit, month.period)),
    sources: sources ?? [],
    sends: isAdmin(configuration, reader) ? (byMail ? sends : 'elsewhere') : null,
  };
};
