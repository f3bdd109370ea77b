import { Temporal } from 'temporal-polyfill';
import type { Preferred, PreferredChange } from '../ports.ts';
import { asPreferred } from './preferred.ts';
import { type Attachment, type Recipient, type Subscription, subscriptions } from './schema.ts';

/** What a recipient chooses all at once. */
export interface Choice {
  readonly cadences: readonly Subscription[];
  /** `null`: the language that the configuration says. */
  readonly locale: string | null;
  readonly attachments: readonly Attachment[];
  /** `YYYY-MM-DD`; `null`: no pause. */
  readonly pausedUntil: string | null;
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).size === new Set(b).size && a.every((one) => b.includes(one));

/**
 * What is kept of a choice. What is as the configuration says is not kept, so that it goes on following that. A cadence
 * that was not taken until now is owed from now on only.
 *
 * @param recipient as the configuration has them
 * @param now epoch milliseconds
 */
export const keptOf = (
  { cadences, locale, attachments, pausedUntil }: Choice,
  recipient: Recipient,
  before: Preferred | undefined,
  now: number,
): PreferredChange => {
  const taken = asPreferred(recipient, before).reviews;
  const added = cadences.filter((cadence) => !taken.includes(cadence));
  const since = { ...before?.cadencesSince, ...Object.fromEntries(added.map((cadence) => [cadence, now])) };
  return {
    cadences: isSame(cadences, recipient.reviews) ? null : subscriptions.filter((one) => cadences.includes(one)),
    cadencesSince: Object.keys(since).length === 0 ? null : since,
    locale,
    attachments: isSame(attachments, recipient.attachments ?? []) ? null : attachments,
    pausedUntil,
  };
};

/** How long a pause is offered to be, in months. */
export const pauses = { month: 1, quarter: 3 } as const;
const longestMonths = 12;

/** The day on which a pause of so many months from a day ends: `2027-02-28` for one from 31 January. */
export const pauseEnd = (today: string, months: number): string =>
  Temporal.PlainDate.from(today).add({ months }).toString();

/** The first and the last day until which a pause can be. */
export const pauseBounds = (today: string): { readonly min: string; readonly max: string } => ({
  min: Temporal.PlainDate.from(today).add({ days: 1 }).toString(),
  max: pauseEnd(today, longestMonths),
});

/** Whether a text is a day until which a pause can be. */
export const isPauseEnd = (text: string, today: string): boolean => {
  const { min, max } = pauseBounds(today);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < min || text > max) return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};
