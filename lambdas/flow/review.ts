import { PeriodError } from '../domain/periods/errors.ts';
import { parsePeriod } from '../domain/periods/parse.ts';
import type { ReviewMessage, Workspace } from '../domain/ports.ts';
import type { ReviewDocument, Scope } from '../domain/reviews/document.ts';
import { scopeName } from '../domain/reviews/scope.ts';
import type { SendState } from '../domain/reviews/send.ts';
import { addressOf, mailedVersion, reviewPath } from './address.ts';
import { answering, Unanswerable } from './answering.ts';
import { computeReviews } from './compute.ts';
import { type Addressee, openLate, openSends } from './openSends.ts';
import { segmentMistakes } from './segmentMistakes.ts';
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

export const periodOf = (name: string, { configuration }: Workspace) => {
  try {
    return parsePeriod(name, configuration);
  } catch (error) {
    if (error instanceof PeriodError) throw new Unanswerable(error.message, { cause: error });
    throw error;
  }
};

/** Somebody who asks for a segment that there is not is told so, and nothing is kept of it. */
const refuseUnknown = async (
  services: Needs,
  workspace: Workspace,
  { job, scopes, recipients, late }: ReviewMessage,
  documents: readonly ReviewDocument[],
): Promise<void> => {
  const [scope = null] = scopes;
  const document = documents.find((one) => scopeName(one.scope) === scopeName(scope));
  if (job === null || scope === null || !document || recipients.length > 0 || late.length > 0) return;
  const mistakes = await segmentMistakes(services, workspace, scope, document);
  if (mistakes.length === 0) return;
  throw new Unanswerable(mistakes.map(({ path, message }) => `${path}: ${message}`).join('; '), { mistakes });
};

/** Computes, keeps and addresses what a message asks for; answers the path of the first of its reviews. */
const answer = async (services: Needs, message: ReviewMessage): Promise<string> => {
  const { workspaces, ledger, clock } = services;
  await sweepWorkspace(services, message.workspace, clock() + 1);
  const workspace = await workspaces.get(message.workspace);
  if (!workspace) throw new Unanswerable(`There is no workspace ${message.workspace}.`);
  const period = periodOf(message.period, workspace);
  const baseline = message.baseline === undefined ? null : periodOf(message.baseline, workspace);
  const scopes = scopesOf(message, workspace);
  const sends = await ledger.list(message.workspace);
  const { asOf } = message;
  const documents = await computeReviews(services, {
    workspace,
    period,
    baseline,
    scopes,
    asOf,
    sends,
    consistent: message.job !== null,
  });
  await refuseUnknown(services, workspace, message, documents);
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
export const review = (services: Needs, message: ReviewMessage): Promise<void> =>
  answering(services, message, async () => ({ result: await answer(services, message) }));
