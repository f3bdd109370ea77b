import { Temporal } from 'temporal-polyfill';
import { rangeOfDays } from '../periods/construct.ts';
import { localDate } from '../periods/localDay.ts';
import type { Calendar, Period } from '../periods/period.ts';
import type { RecordView } from '../records/view.ts';

/** A campaign that has ended, as it is reviewed. */
export interface EndedCampaign {
  /** The local days from its beginning to its end. */
  readonly period: Period;
  /** The local day on which its review is due: what it brought has come in by then. */
  readonly dueDay: string;
}

/** So many days after the last of a campaign its review is due. */
const daysUntilDue = 14;

/**
 * The period of a campaign, whole local days; `null` of one that has no end or no beginning, that ends before it begins, or
 * that is gone.
 */
export const endedCampaign = (campaign: RecordView, calendar: Calendar): EndedCampaign | null => {
  const [startedAt, endedAt] = [campaign.current('startedAt'), campaign.current('endedAt')];
  if (typeof startedAt !== 'number' || typeof endedAt !== 'number' || endedAt < startedAt) return null;
  if (campaign.deleted || campaign.mergedInto !== null) return null;
  const day = (instant: number): Temporal.PlainDate => Temporal.PlainDate.from(localDate(instant, calendar.timeZone));
  const lastDay = day(endedAt);
  return {
    period: rangeOfDays(day(startedAt), lastDay, calendar),
    dueDay: lastDay.add({ days: daysUntilDue }).toString(),
  };
};
