import { PeriodError } from '../domain/periods/errors.ts';
import { parsePeriod } from '../domain/periods/parse.ts';
import type { Job, ReviewMessage, Workspace } from '../domain/ports.ts';
import type { Scope } from '../domain/reviews/document.ts';
import { scopeName } from '../domain/reviews/scope.ts';
import type { SendState } from '../domain/reviews/send.ts';
import { addressOf, mailedVersion, reviewPath } from './address.ts';
import { computeReviews } from './compute.ts';
import { type Addressee, openLate, openSends } from './openSends.ts';
import type { Services } from './services.ts';
import { storeReview } from './storeReview.ts';
import { sweepWorkspace } from './sweep.ts';

type Needs = Pick<
  Services,
  | 'deliveries'
  | 'records'
  | 'workspaces'
  | 'reviews'
  | 'ledger'
  | 'jobs'
  | 'mailQueue'
  | 'sources'
  | 'clock'
  | 'pause'
  | 'logger'
  | 'metrics'
>;

/** What is asked for can never be had; asking again would not help. */
class Unanswerable extends Error {
  override readonly name = 'Unanswerable';
}

const scopesOf = ({ scopes, recipients, late }: ReviewMessage, { configuration }: Workspace): (Scope | null)[] => {
  const addressed = new Set([...recipients, ...late]);
  const all = [
    ...scopes,
    ...configuration.recipients.filter(({ email }) => addressed.has(email)).map(({ scope }) => scope ?? null),
  ];
  return [...new Map(all.map((scope) => [scopeName(scope), scope])).values()];
};

/** A version that is on its way to one reader of a scope is what the others get too. */
const underWay: readonly SendState[] = ['queued', 'sending', 'sent', 'uncertain'];

const periodOf = (message: ReviewMessage, { configuration }: Workspace) => {
  try {
    return parsePeriod(message.period, configuration);
  } catch (error) {
    if (error instanceof PeriodError) throw new Unanswerable(error.message, { cause: error });
    throw error;
  }
};

/** Computes, keeps and addresses what a message asks for; answers the path of the first of its reviews. */
const answer = async (services: Needs, message: ReviewMessage): Promise<string> => {
  const { workspaces, ledger, clock } = services;
  await sweepWorkspace(services, message.workspace, clock() + 1);
  const workspace = await workspaces.get(message.workspace);
  if (!workspace) throw new Unanswerable(`There is no workspace ${message.workspace}.`);
  const period = periodOf(message, workspace);
  const scopes = scopesOf(message, workspace);
  const sends = await ledger.list(message.workspace);
  const { asOf } = message;
  const documents = await computeReviews(services, {
    workspace,
    period,
    scopes,
    asOf,
    sends,
    consistent: message.job !== null,
  });
  const versions = new Map<string, number>();
  for (const document of documents) {
    const address = addressOf(message.workspace, period, document.scope);
    const { version } = await storeReview(services, address, document);
    versions.set(scopeName(document.scope), version);
  }
  const addressees = (addresses: readonly string[]): Addressee[] =>
    workspace.configuration.recipients
      .filter(({ email }) => addresses.includes(email))
      .map(({ email: recipient, scope = null }) => {
        const address = addressOf(message.workspace, period, scope);
        const version = mailedVersion(sends, address, underWay) ?? (versions.get(scopeName(scope)) as number);
        return { recipient, address, period: period.name, version };
      });
  await openLate(services, addressees(message.late), asOf);
  await openSends(services, addressees(message.recipients), { asOf, byHand: message.byHand ?? false });
  const [scope = null] = scopes;
  return reviewPath(message.workspace, period.name, scope, versions.get(scopeName(scope)) as number);
};

/**
 * Computes the reviews that a message asks for and mails them to whom it names. May be repeated: a review that says
 * nothing new is not kept twice, and a send is entered once.
 */
export const review = async (services: Needs, message: ReviewMessage): Promise<void> => {
  const { jobs, logger } = services;
  const finish = async (change: Pick<Job, 'status' | 'result' | 'reason'>): Promise<void> => {
    const job = message.job === null ? undefined : await jobs.get(message.job);
    if (job) await jobs.put({ ...job, ...change });
  };
  try {
    const result = await answer(services, message);
    await finish({ status: 'done', result, reason: null });
  } catch (error) {
    const permanent = error instanceof Unanswerable;
    const reason = permanent
      ? error.message
      : 'Computing it failed. It is tried again by itself; if this does not change, see the logs of the function "review".';
    await finish({ status: 'failed', result: null, reason });
    if (!permanent) throw error;
    logger.error('A review was asked for that cannot be had.', {
      workspace: message.workspace,
      period: message.period,
      error,
    });
  }
};
