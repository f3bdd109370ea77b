import { Temporal } from 'temporal-polyfill';
import { previousPeriod } from '../periods/compare.ts';
import { periodContaining, type RegularCadence } from '../periods/construct.ts';
import { localDate, startOfLocalDay } from '../periods/localDay.ts';
import type { Calendar, Period } from '../periods/period.ts';
import type { Preferred, Workspace } from '../ports.ts';
import { asPreferred, chosenAt } from '../workspaces/preferred.ts';
import { type Configuration, cadences, type Recipient, type Subscription } from '../workspaces/schema.ts';
import type { EndedCampaign } from './campaigns.ts';
import { scopeName } from './scope.ts';
import type { Send, SendKey } from './send.ts';

/** What is to be done about one closed period; addresses in the configuration's order, at least one in all. */
export interface PeriodSends {
  readonly period: Period;
  /** Those to whom the review is due now. */
  readonly recipients: readonly string[];
  /** Those who should have had it, and for whom it is too late. */
  readonly late: readonly string[];
}

type Clock = Pick<Configuration, 'timeZone' | 'sendAt' | 'sendOn' | 'holidays'>;

const saturday = 6;
/** A review of a campaign that nobody mailed for so long is late. */
const daysUntilLate = 31;

/** `sendAt` of a local day, in epoch milliseconds: of a time that the clock passes twice the first. */
export const sendInstant = (
  day: Temporal.PlainDate,
  { timeZone, sendAt }: Pick<Clock, 'timeZone' | 'sendAt'>,
): number => day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(sendAt) }).epochMilliseconds;

/**
 * When the review of a period becomes due, in epoch milliseconds: at `sendAt` of the local day after its last
 * (`firstDay`), or of the first Monday to Friday from then on that is no holiday (`firstWorkday`). Of a time that the
 * clock passes twice it is the first; one that it skips is as much later as was skipped.
 */
export const dueInstant = ({ lastDay }: Pick<Period, 'lastDay'>, { sendOn, holidays, ...clock }: Clock): number => {
  let day = Temporal.PlainDate.from(lastDay).add({ days: 1 });
  if (sendOn === 'firstWorkday')
    while (day.dayOfWeek >= saturday || holidays.includes(day.toString())) day = day.add({ days: 1 });
  return sendInstant(day, clock);
};

/**
 * Whether it is too late by now for a send that waits: a period of its cadence has closed since it was queued. So a
 * review of an older period that somebody asked for has as long as one that was due. Of a range none closes.
 *
 * @param now epoch milliseconds
 */
export const isLate = (
  { cadence, queuedAt }: Pick<Send, 'cadence' | 'queuedAt'>,
  now: number,
  calendar: Calendar,
): boolean => cadence !== 'range' && periodContaining(cadence, queuedAt, calendar).end <= now;

const keyOf = ({ workspace, cadence, start, scope, recipient }: SendKey): string =>
  JSON.stringify([workspace, cadence, start, scopeName(scope), recipient]);

/** Ends of periods that a recipient is to hear of are greater than this instant. */
const sinceOf = (recipient: Recipient, { configuration, createdAt, recipientsSince }: Applied): number => {
  const { timeZone, since = localDate(createdAt, timeZone) } = configuration;
  const own = recipient.since ?? recipientsSince[recipient.email] ?? since;
  return Math.max(startOfLocalDay(since, timeZone), startOfLocalDay(own, timeZone));
};

type Applied = Pick<Workspace, 'configuration' | 'createdAt' | 'recipientsSince'>;

/** What recipients chose, by address as the configuration spells it. */
type Chosen = ReadonlyMap<string, Preferred>;

interface Reader {
  readonly recipient: Recipient;
  readonly since: number;
}

const readersOf = (workspace: Applied, subscription: Subscription, chosen: Chosen): Reader[] =>
  workspace.configuration.recipients
    .filter((recipient) => asPreferred(recipient, chosen.get(recipient.email)).reviews.includes(subscription))
    .map((recipient) => ({
      recipient,
      since: Math.max(sinceOf(recipient, workspace), chosenAt(chosen.get(recipient.email), subscription)),
    }));

/** Those who are owed the review of a period and have no entry for it. */
const missingOf = (
  { configuration: { workspace } }: Applied,
  readers: readonly Reader[],
  { cadence, name, firstDay, end }: Period,
  done: ReadonlySet<string>,
): string[] => {
  const start = cadence === 'range' ? name : firstDay;
  return readers
    .filter(({ recipient: { email, scope = null }, since }) => {
      return end > since && !done.has(keyOf({ workspace, cadence, start, scope, recipient: email }));
    })
    .map(({ recipient }) => recipient.email);
};

const isSomebodys = ({ recipients, late }: PeriodSends): boolean => recipients.length + late.length > 0;

const sendsOfCadence = (
  cadence: RegularCadence,
  workspace: Applied,
  now: number,
  done: ReadonlySet<string>,
  chosen: Chosen,
): PeriodSends[] => {
  const { configuration } = workspace;
  const readers = readersOf(workspace, cadence, chosen);
  const earliest = Math.min(...readers.map(({ since }) => since));
  const missing = (period: Period): string[] => missingOf(workspace, readers, period, done);

  const latest = previousPeriod(periodContaining(cadence, now, configuration), configuration);
  const sends: PeriodSends[] = [];
  if (now >= dueInstant(latest, configuration)) sends.push({ period: latest, recipients: missing(latest), late: [] });
  for (
    let period = previousPeriod(latest, configuration);
    period.end > earliest;
    period = previousPeriod(period, configuration)
  )
    sends.push({ period, recipients: [], late: missing(period) });
  return sends.filter(isSomebodys).reverse();
};

const sendsOfCampaigns = (
  campaigns: readonly EndedCampaign[],
  workspace: Applied,
  now: number,
  done: ReadonlySet<string>,
  chosen: Chosen,
): PeriodSends[] => {
  const readers = readersOf(workspace, 'campaign', chosen);
  const byPeriod = new Map(campaigns.map((campaign) => [campaign.period.name, campaign]));
  return [...byPeriod.values()]
    .map(({ period, dueDay }): PeriodSends => {
      const day = Temporal.PlainDate.from(dueDay);
      const isDue = now >= sendInstant(day, workspace.configuration);
      const isLate = now >= sendInstant(day.add({ days: daysUntilLate }), workspace.configuration);
      const missing = isDue ? missingOf(workspace, readers, period, done) : [];
      return { period, recipients: isLate ? [] : missing, late: isLate ? missing : [] };
    })
    .filter(isSomebodys)
    .sort((a, b) => a.period.end - b.period.end);
};

/**
 * Which sends are due at an instant and not in the ledger, by cadence (`monthly`, `quarterly`, `annual`) and period,
 * oldest first. Pure: asked again with the entries that came of its answer, it answers nothing.
 *
 * - A recipient is owed the periods of the cadences in their `reviews` whose `end` is greater than the first instant
 *   of two local days: the workspace's `since` (default: the day of `createdAt`) and the recipient's own (`since` in
 *   the configuration, else the day in `recipientsSince`, else the workspace's). So with `since: 2026-11-01` October
 *   is not owed, for it ended as that day began; with `2026-10-31` it is.
 * - Of those only the latest closed period of the cadence is mailed, from `dueInstant` on. Between its end and
 *   `dueInstant` nothing of the cadence is.
 * - Older ones are late from the instant at which a later one has closed.
 * - The cadences that a recipient chose stand in for their `reviews`. One that was chosen later is owed of periods that
 *   end after that; so is one that they dropped, or had unsubscribed from, and came back to, where they missed one.
 * - What has an entry in the ledger, in whatever state, is neither due nor late. Who has unsubscribed or pauses is owed
 *   like anyone else: that nothing is mailed, and why, is entered when it would be. So nothing is due when a pause ends.
 * - A campaign's review is due to those who subscribe to `campaign` at `sendAt` of its `dueDay`, and late a month after
 *   that; two of the same days are one period.
 *
 * @param now epoch milliseconds
 * @param ledger all entries of the workspace
 * @param chosen by address, as the configuration spells it
 * @throws RangeError for a zone or a day that does not exist, which a validated configuration has not
 */
export const dueSends = (
  workspace: Applied,
  now: number,
  ledger: readonly SendKey[],
  chosen: Chosen,
  campaigns: readonly EndedCampaign[] = [],
): PeriodSends[] => {
  const done = new Set(ledger.map(keyOf));
  return [
    ...cadences.flatMap((cadence) => sendsOfCadence(cadence, workspace, now, done, chosen)),
    ...sendsOfCampaigns(campaigns, workspace, now, done, chosen),
  ];
};
