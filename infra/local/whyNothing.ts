import { previousPeriod } from '../../lambdas/domain/periods/compare.ts';
import { periodContaining } from '../../lambdas/domain/periods/construct.ts';
import { localDate } from '../../lambdas/domain/periods/localDay.ts';
import type { Preferred, Workspace } from '../../lambdas/domain/ports.ts';
import { dueInstant, dueSends } from '../../lambdas/domain/reviews/due.ts';
import type { SendKey } from '../../lambdas/domain/reviews/send.ts';
import { asPreferred, whyNoMail } from '../../lambdas/domain/workspaces/preferred.ts';
import { cadences } from '../../lambdas/domain/workspaces/schema.ts';

/** The next review that will be due, of the periods that are running at `now` or have just closed. */
const nextDue = (
  workspace: Workspace,
  now: number,
  ledger: readonly SendKey[],
  preferred: ReadonlyMap<string, Preferred>,
) => {
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
        dueSends(workspace, at, ledger, preferred).some(
          ({ period: { cadence, firstDay }, recipients }) =>
            cadence === period.cadence &&
            firstDay === period.firstDay &&
            recipients.some((email) => whyNoMail(preferred.get(email), at, configuration.timeZone) === null),
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
  preferred: ReadonlyMap<string, Preferred>,
): string => {
  const {
    configuration: { workspace: name, recipients, timeZone, since = localDate(workspace.createdAt, timeZone) },
  } = workspace;
  const readers = recipients.filter(
    (recipient) =>
      (preferred.get(recipient.email)?.unsubscribedAt ?? null) === null &&
      cadences.some((cadence) => asPreferred(recipient, preferred.get(recipient.email)).reviews.includes(cadence)),
  );
  if (readers.length === 0) return `${name}: there is nobody to mail reviews to.`;
  const next = nextDue(workspace, now, ledger, preferred);
  const rule = `Reviews are mailed of periods that end after "since", ${since}, once each.`;
  return next
    ? `${name}: nothing is due. ${rule} The next is that of ${next.period.name}, at ${new Date(next.at).toISOString()}.`
    : `${name}: nothing is due, nor when what is running now has closed. ${rule}`;
};
