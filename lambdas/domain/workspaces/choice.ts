import { Temporal } from 'temporal-polyfill';
import type { Preferred, PreferredChange } from '../ports.ts';
import { missedOne } from '../reviews/away.ts';
import { asPreferred } from './preferred.ts';
import { type Attachment, type Configuration, type Recipient, type Subscription, subscriptions } from './schema.ts';

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

type Instants = Readonly<Partial<Record<Subscription, number>>>;

const at = (cadences: readonly Subscription[], instant: number): Instants =>
  Object.fromEntries(cadences.map((cadence) => [cadence, instant]));

const unlessEmpty = (instants: Instants): Instants | null => (Object.keys(instants).length === 0 ? null : instants);

/** What of the cadences changes when some are dropped and others taken. */
const moved = (
  cadences: readonly Subscription[],
  taken: readonly Subscription[],
  { cadencesSince, cadencesLeft = {} }: Partial<Preferred>,
  configuration: Configuration,
  now: number,
): Pick<PreferredChange, 'cadencesSince' | 'cadencesLeft'> => {
  const isNew = (cadence: Subscription): boolean => {
    const left = cadencesLeft[cadence];
    return left === undefined || missedOne(cadence, left, now, configuration);
  };
  const added = cadences.filter((cadence) => !taken.includes(cadence));
  const dropped = taken.filter((cadence) => !cadences.includes(cadence));
  const others = Object.entries(cadencesLeft).filter(([cadence]) => !cadences.some((one) => one === cadence));
  return {
    cadencesSince: unlessEmpty({ ...cadencesSince, ...at(added.filter(isNew), now) }),
    cadencesLeft: unlessEmpty({ ...Object.fromEntries(others), ...at(dropped, now) }),
  };
};

/**
 * What is kept of a choice. What is as the configuration says is not kept, so that it goes on following that. A cadence
 * that was not taken until now is owed from now on only, and so is one that was dropped and is taken again, unless nothing
 * of it was missed in between: a slip that is put right costs no review.
 *
 * @param recipient as the configuration has them
 * @param now epoch milliseconds
 */
export const keptOf = (
  { cadences, locale, attachments, pausedUntil }: Choice,
  recipient: Recipient,
  before: Preferred | undefined,
  configuration: Configuration,
  now: number,
): PreferredChange => {
  const taken = asPreferred(recipient, before).reviews;
  return {
    cadences: isSame(cadences, recipient.reviews) ? null : subscriptions.filter((one) => cadences.includes(one)),
    ...moved(cadences, taken, before ?? {}, configuration, now),
    locale,
    attachments: isSame(attachments, recipient.attachments ?? []) ? null : attachments,
    pausedUntil,
  };
};

/** The same when somebody who had unsubscribed, or whose mail came back, takes mail again. */
export const cameBack = (
  { unsubscribedAt, cadencesSince }: Preferred,
  configuration: Configuration,
  now: number,
): PreferredChange => {
  const left = unsubscribedAt ?? now;
  const missed = subscriptions.filter((cadence) => missedOne(cadence, left, now, configuration));
  return {
    unsubscribedAt: null,
    stoppedBy: null,
    subscribedAt: now,
    cadencesSince: unlessEmpty({ ...cadencesSince, ...at(missed, now) }),
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
