import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { ofWrongAccount } from '../account.ts';
import { at, memberOf, textAt } from '../json.ts';
import type { Failed } from '../source.ts';
import { secondsAt } from './object.ts';

/** A snapshot event: what happened, and the object as it was then. */
export interface Event {
  readonly type: string;
  /** When it was created, epoch milliseconds. */
  readonly at: number;
  readonly object: unknown;
  /** What the changed members were before, of changes only. */
  readonly previous: unknown;
}

/** `account: test` takes what is made in test mode, and nothing else. */
const testMode = 'test';

const isThin = (body: unknown): boolean => textAt(body, 'object')?.startsWith('v2.') ?? false;

/** Test mode and live are two accounts. */
const otherMode = (why: string): Failed => ({ failed: `wrongAccount: ${why}`, wrongAccount: true });

/** Why a body is not to be read; `undefined` where it is an event of the source's account. */
export const failureOf = (body: unknown, settings: SourceSettings): Failed | undefined => {
  const { account } = settings;
  if (isThin(body))
    return {
      failed: 'The body is a thin event, which holds no object: make the event destination send snapshot events.',
    };
  if (memberOf(body, 'object') !== 'event' || textAt(body, 'type') === undefined)
    return { failed: 'The body is not an event: it has no "object": "event" with a "type".' };
  const isLive = memberOf(body, 'livemode');
  if (typeof isLive !== 'boolean')
    return { failed: 'The body does not say whether it is of test mode: "livemode" is missing.' };
  if (account === testMode)
    return isLive ? otherMode("the event is live, and the source's `account` is `test`.") : undefined;
  if (!isLive) return otherMode("the event is of test mode. The source's `account: test` takes those.");
  const connected = textAt(body, 'account');
  return account === undefined || connected === undefined || connected === account
    ? undefined
    : ofWrongAccount('the event is of the connected account', connected, settings);
};

/** The event in a body; `undefined` where it does not say when it was created. */
export const eventOf = (body: unknown): Event | undefined => {
  const created = secondsAt(body, 'created');
  return created === undefined
    ? undefined
    : {
        type: textAt(body, 'type') ?? '',
        at: created,
        object: at(body, 'data', 'object'),
        previous: at(body, 'data', 'previous_attributes'),
      };
};
