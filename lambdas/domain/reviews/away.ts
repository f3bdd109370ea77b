import { Temporal } from 'temporal-polyfill';
import { previousPeriod } from '../periods/compare.ts';
import { periodContaining } from '../periods/construct.ts';
import { localDate, startOfLocalDay } from '../periods/localDay.ts';
import type { Configuration, Subscription } from '../workspaces/schema.ts';
import { dueInstant, sendInstant } from './due.ts';

/** When the latest that could be reviewed closed, and when its review is due, in epoch milliseconds. */
interface Latest {
  readonly closedAt: number;
  readonly dueAt: number;
}

const latestOf = (subscription: Subscription, now: number, configuration: Configuration): Latest => {
  if (subscription === 'campaign') {
    // A campaign may end on any day, and the review of one may be due on any.
    const today = localDate(now, configuration.timeZone);
    return {
      closedAt: startOfLocalDay(today, configuration.timeZone),
      dueAt: sendInstant(Temporal.PlainDate.from(today), configuration),
    };
  }
  const latest = previousPeriod(periodContaining(subscription, now, configuration), configuration);
  return { closedAt: latest.end, dueAt: dueInstant(latest, configuration) };
};

/**
 * Whether who took no reviews of a cadence for a while missed one: a period of it closed meanwhile, or the review of the
 * latest became due. Who did not is owed what they would have been owed all along.
 *
 * @param from the instant from which on they took none, epoch milliseconds
 * @param now the instant from which on they take them again
 */
export const missedOne = (
  subscription: Subscription,
  from: number,
  now: number,
  configuration: Configuration,
): boolean => {
  const { closedAt, dueAt } = latestOf(subscription, now, configuration);
  return from < closedAt || (from < dueAt && dueAt <= now);
};
