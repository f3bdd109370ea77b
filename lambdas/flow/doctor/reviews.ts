import { dueInstant, dueSends } from '../../domain/reviews/due.ts';
import type { Send } from '../../domain/reviews/send.ts';
import { preferredOf, withoutMail } from '../preferred.ts';
import type { Services } from '../services.ts';
import { type Asked, type Check, counted, minute, ok, problem, warning } from './check.ts';

type Needs = Pick<Services, 'ledger' | 'preferences'>;

const minuteMs = 60_000;
/** A tick, the review and the mail have had their time by then. */
const overdueMs = 60 * minuteMs;
const stuckMs = 60 * minuteMs;
/** An event of the mail system has settled it by then, or none ever will. */
const reportedMs = 30 * minuteMs;
/** What happened longer ago than this was seen to, or is of no interest any more. */
const rememberedMs = 30 * 24 * 60 * minuteMs;

const subject = 'sends';

/** How many there are of each period, in the order in which periods first come. */
const byPeriod = (periods: readonly string[]): [period: string, number: number][] => {
  const counts = new Map<string, number>();
  for (const period of periods) counts.set(period, (counts.get(period) ?? 0) + 1);
  return [...counts];
};

/** One check a period, or one that says that there is none. */
const each = (
  id: string,
  periods: readonly string[],
  none: string,
  check: (about: readonly [string, string], period: string, number: number) => Check,
): Check[] =>
  periods.length === 0
    ? [ok([id, subject], none)]
    : byPeriod(periods).map(([period, number]) => check([id, period], period, number));

const periodsOf = (sends: readonly Send[]): string[] => sends.map(({ period }) => period);

/** Whether each review that is due was sent to each who is to have it. */
export const reviewChecks = async (services: Needs, { workspace, now }: Asked): Promise<readonly Check[]> => {
  const { configuration } = workspace;
  const { workspace: name } = configuration;
  const addresses = configuration.recipients.map(({ email }) => email);
  const [all, preferred] = await Promise.all([services.ledger.list(name), preferredOf(services, configuration)]);
  const without = withoutMail(configuration, preferred, now);
  // Whoever is no recipient any more, or wants no mail, is not to have anything.
  const isWaiting = (address: string): boolean => addresses.includes(address) && !without.has(address);
  const sends = all.filter(({ recipient }) => isWaiting(recipient));
  const recent = sends.filter(({ changedAt }) => now - changedAt < rememberedMs);
  const due = dueSends(workspace, now, all, preferred).map(({ period, recipients, late: missed }) => ({
    period,
    recipients: recipients.filter(isWaiting),
    late: missed.filter(isWaiting),
  }));
  const overdue = due.filter(({ period }) => now - dueInstant(period, configuration) > overdueMs);
  const late = [
    ...due.flatMap(({ period, late: missed }) => missed.map(() => period.name)),
    ...periodsOf(recent.filter(({ state, reason }) => state === 'skipped' && reason === 'late')),
  ];
  const stuck = sends.filter(
    ({ state, queuedAt, changedAt }) =>
      (state === 'queued' && now - queuedAt > stuckMs) || (state === 'sending' && now - changedAt > stuckMs),
  );
  const uncertain = sends.filter(({ state, changedAt }) => state === 'uncertain' && now - changedAt > reportedMs);
  const refused = recent.filter(({ state }) => state === 'refused');
  const send = (period: string): string => `npx quarterdeck send ${name} ${period}`;
  const look = (period: string): string => `npx quarterdeck sends ${name} ${period}`;
  return [
    ...each(
      'reviews.overdue',
      overdue.flatMap(({ period, recipients }) => recipients.map(() => period.name)),
      'No review is overdue.',
      (about, period, number) => {
        const { period: of } = overdue.find((one) => one.period.name === period) ?? {};
        const since = of ? ` since ${minute(dueInstant(of, configuration))}` : '';
        return problem(about, `Due${since}, and not sent: to ${counted(number, 'recipient')}.`, send(period));
      },
    ),
    ...each('reviews.late', late, 'None was missed in the last 30 days.', (about, period, number) =>
      warning(about, `Missed, and too late to go out by itself: to ${counted(number, 'recipient')}.`, send(period)),
    ),
    ...each('reviews.stuck', periodsOf(stuck), 'None is held up.', (about, period, number) =>
      problem(
        about,
        `Under way for over an hour: to ${counted(number, 'recipient')}.`,
        `Each tick tries again. What holds them up is listed:\n${look(period)}`,
      ),
    ),
    ...each(
      'reviews.uncertain',
      periodsOf(uncertain),
      'Of none it is uncertain whether it went out.',
      (about, period, number) =>
        problem(
          about,
          `It is not known whether it went out: to ${counted(number, 'recipient')}.`,
          `Ask them. If it has not come:\n${send(period)} --uncertain`,
        ),
    ),
    ...each('reviews.refused', periodsOf(refused), 'None was refused in the last 30 days.', (about, period, number) =>
      problem(
        about,
        `Refused by the mail system: to ${counted(number, 'recipient')}.`,
        `Why is listed; once it is mended, send again.\n${look(period)}\n${send(period)}`,
      ),
    ),
  ];
};
