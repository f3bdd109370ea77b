import { previousPeriod } from '../../lambdas/domain/periods/compare.ts';
import { periodContaining } from '../../lambdas/domain/periods/construct.ts';
import { localDate } from '../../lambdas/domain/periods/localDay.ts';
import type { Workspace } from '../../lambdas/domain/ports.ts';
import { dueInstant, dueSends } from '../../lambdas/domain/reviews/due.ts';
import type { SendKey } from '../../lambdas/domain/reviews/send.ts';
import { cadences } from '../../lambdas/domain/workspaces/schema.ts';

/** The next review that will be due, of the periods that are running at `now` or have just closed. */
const nextDue = (workspace: Workspace, now: number, ledger: readonly SendKey[], unsubscribed: ReadonlySet<string>) => {
  const { configuration } = workspace;
  return cadences
    .flatMap((cadence) => {
      const running = periodContaining(cadence, now, configuration);
      return [previousPeriod(running, configuration), running];
    })
    .map((period) => ({ period, at: dueInstant(period, configuration) }))
    .sort((a, b) => a.at - b.at)
    .find(
      ({ period, at }) =>
        at > now &&
        dueSends(workspace, at, ledger, unsubscribed).some(
          ({ period: { cadence, firstDay }, recipients }) =>
            cadence === period.cadence && firstDay === period.firstDay && recipients.length > 0,
        ),
    );
};

/**
 * Why a tick as of an instant mailed nothing of a workspace, in one sentence, with the next instant at which it would.
 *
 * @param now epoch milliseconds
 */
export const whyNothing = (
  workspace: Workspace,
  now: number,
  ledger: readonly SendKey[],
  unsubscribed: ReadonlySet<string>,
): string => {
  const {
    configuration: { workspace: name, recipients, timeZone, since = localDate(workspace.createdAt, timeZone) },
  } = workspace;
  const readers = recipients.filter(
    ({ email, reviews }) => !unsubscribed.has(email) && cadences.some((cadence) => reviews.includes(cadence)),
  );
  if (readers.length === 0) return `${name}: there is nobody to mail reviews to.`;
  const next = nextDue(workspace, now, ledger, unsubscribed);
  const rule = `Reviews are mailed of periods that end after "since", ${since}, once each.`;
  return next
    ? `${name}: nothing is due. ${rule} The next is that of ${next.period.name}, at ${new Date(next.at).toISOString()}.`
    : `${name}: nothing is due, nor when what is running now has closed. ${rule}`;
};
