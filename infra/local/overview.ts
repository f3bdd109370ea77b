import { scopeName } from '../../lambdas/domain/reviews/scope.ts';
import type { Send } from '../../lambdas/domain/reviews/send.ts';
import { reasonInWords } from '../../lambdas/domain/reviews/sendReason.ts';
import { healthOf } from '../../lambdas/flow/health.ts';
import { mailLinks } from '../../lambdas/flow/mailLinks.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import type { ListedReview, ListedSend, ListedWorkspace } from './pages/home.ts';

const mostReviews = 30;
const mostSends = 30;

const listedReviews = async ({ reviews }: Services, workspace: string): Promise<ListedReview[]> => {
  const { items } = await reviews.list(workspace, mostReviews);
  return items.map(({ period, cadence, status, scope, version, computedAt }) => ({
    period: version > 1 ? `${period} (version ${version})` : period,
    cadence,
    status,
    scope: scope === null ? null : scopeName(scope),
    computedAt,
    href: `/local/reviews/${workspace}/${period}?${new URLSearchParams({ version: String(version), ...(scope && { scope: scopeName(scope) }) })}`,
  }));
};

const listedSend = async (services: Services, send: Send): Promise<ListedSend> => ({
  period: send.period,
  recipient: send.recipient,
  state: send.state,
  feedback: send.feedback,
  reason: reasonInWords(send.reason),
  href: send.messageId === null ? null : (await mailLinks(services, send)).review,
});

/** Everything that the home page says of one workspace; undefined when it is not there any more. */
const listedWorkspace = async (services: Services, id: string): Promise<ListedWorkspace | undefined> => {
  const workspace = await services.workspaces.get(id);
  if (!workspace) return undefined;
  const { name = id, timeZone, currency } = workspace.configuration;
  const [reviews, sends, sources] = await Promise.all([
    listedReviews(services, id),
    services.ledger
      .list(id)
      .then((all) => Promise.all(all.slice(0, mostSends).map((send) => listedSend(services, send)))),
    healthOf(services, id),
  ]);
  return { id, name, timeZone, currency, reviews, sends, sources: sources ?? [] };
};

export const listedWorkspaces = async (services: Services): Promise<ListedWorkspace[]> => {
  const listed = await Promise.all((await services.workspaces.list()).map((id) => listedWorkspace(services, id)));
  return listed.filter((workspace) => workspace !== undefined);
};
