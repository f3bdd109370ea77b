import type { Period } from '../domain/periods/period.ts';
import type { Job, Workspace } from '../domain/ports.ts';
import type { Send, SendKey } from '../domain/reviews/send.ts';
import type { Mistake } from '../domain/workspaces/mistakes.ts';
import type { NoMail } from '../domain/workspaces/preferred.ts';
import { asPreferred } from '../domain/workspaces/preferred.ts';
import type { Recipient } from '../domain/workspaces/schema.ts';
import { addressOf } from './address.ts';
import { type AlreadySent, alreadySent } from './alreadySent.ts';
import { askReview } from './ask.ts';
import { preferredOf, withoutMail } from './preferred.ts';
import type { Services } from './services.ts';

type Needs = Pick<
  Services,
  | 'jobs'
  | 'reviews'
  | 'reviewQueue'
  | 'mailQueue'
  | 'ledger'
  | 'preferences'
  | 'clock'
  | 'randomId'
  | 'pause'
  | 'patienceMs'
>;

export interface SendWanted {
  readonly workspace: Workspace;
  readonly period: Period;
  /** Addresses; undefined means all who subscribe to reviews of this cadence. */
  readonly to: readonly string[] | undefined;
  /** Whether to repeat what may have been sent already. */
  readonly uncertain: boolean;
}

/** What was entered in the ledger as far as it was waited for, and the job that enters the rest. */
export interface Sending {
  readonly sends: readonly Send[];
  /** Of them, those that were done before. */
  readonly already: readonly AlreadySent[];
  /** Who takes such reviews, and is mailed nothing now. */
  readonly without: readonly LeftOut[];
  readonly job: Job | null;
}

interface LeftOut {
  readonly recipient: string;
  readonly reason: NoMail;
}

interface Addressees {
  readonly recipients: readonly Recipient[];
  readonly without: readonly LeftOut[];
}

/** Mistakes in what is wanted; nothing is done when there are any. */
const mistakesIn = ({ workspace, period, to }: SendWanted, asOf: number): Mistake[] => {
  if (period.end > asOf)
    return [
      { path: 'period', message: `${period.name} has not closed, and a review is mailed once. Ask again when it has.` },
    ];
  if (to === undefined)
    return period.cadence === 'range' ? [{ path: 'to', message: 'is required: nobody subscribes to ranges' }] : [];
  const known = new Set(workspace.configuration.recipients.map(({ email }) => email));
  return to.flatMap((address, index) =>
    known.has(address.toLowerCase())
      ? []
      : [{ path: `to[${index}]`, message: 'is not a recipient of the workspace; add it to the configuration first' }],
  );
};

/** Those who are named, else those who subscribe to the cadence and to whom anything is mailed now. */
const addressees = async (
  services: Needs,
  { workspace: { configuration }, period: { cadence }, to }: SendWanted,
  asOf: number,
): Promise<Addressees> => {
  const { recipients } = configuration;
  if (to !== undefined) {
    const named = new Set(to.map((address) => address.toLowerCase()));
    return { recipients: recipients.filter(({ email }) => named.has(email)), without: [] };
  }
  if (cadence === 'range') return { recipients: [], without: [] };
  const preferred = await preferredOf(services, configuration);
  const without = withoutMail(configuration, preferred, asOf);
  const subscribed = recipients.filter((recipient) =>
    asPreferred(recipient, preferred.get(recipient.email)).reviews.includes(cadence),
  );
  return {
    recipients: subscribed.filter(({ email }) => !without.has(email)),
    without: subscribed.flatMap(({ email }) => {
      const reason = without.get(email);
      return reason === undefined ? [] : [{ recipient: email, reason }];
    }),
  };
};

/**
 * Mails the review of a period to those named, or to all who subscribe to it; to each at most once, however often it is
 * asked for. It is computed anew unless it was mailed before: then it goes out as it was.
 */
export const sendReview = async (
  services: Needs,
  wanted: SendWanted,
): Promise<Sending | { readonly errors: readonly Mistake[] }> => {
  const { ledger, mailQueue, clock } = services;
  const { workspace, period, uncertain } = wanted;
  const { workspace: name } = workspace.configuration;
  const asOf = clock();
  const errors = mistakesIn(wanted, asOf);
  if (errors.length > 0) return { errors };
  const { recipients, without } = await addressees(services, wanted, asOf);
  const keys = recipients.map(
    ({ email, scope = null }): SendKey => ({ ...addressOf(name, period, scope), recipient: email }),
  );
  const unsent: string[] = [];
  const before: Send[] = [];
  for (const key of keys) {
    const send = await ledger.get(key);
    if (send?.state === 'uncertain' && uncertain) {
      const change = { state: 'queued', reason: null, queuedAt: asOf, changedAt: asOf } as const;
      if (await ledger.move(key, ['uncertain'], change)) await mailQueue.add([{ send: key, asOf }]);
    } else if (send?.state === 'sent') before.push(send);
    else if (!send || send.state === 'skipped' || send.state === 'refused') unsent.push(key.recipient);
  }
  const message = {
    workspace: name,
    period: period.name,
    asOf,
    scopes: [],
    recipients: unsent,
    late: [],
    byHand: true,
  };
  const job = unsent.length > 0 ? await askReview(services, message) : null;
  const sends = await Promise.all(keys.map((key) => ledger.get(key)));
  const already = await alreadySent(services, before);
  return { sends: sends.filter((send) => send !== undefined), already, without, job };
};
