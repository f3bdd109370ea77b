import type { Posted } from '../../domain/ports.ts';
import { maskAddresses } from '../maskAddresses.ts';

/** Answers that say nothing of the message, only that it was not taken now. */
const notNow = new Set(['Throttling', 'ThrottlingException', 'TooManyRequestsException', 'LimitExceededException']);

/** Somebody has paused all that the account sends, or all that goes by the configuration set. */
const paused = /^(Account|ConfigurationSet)SendingPaused(Exception)?$/;

/** Failures of the calls that come before anything of a request is sent. */
const beforeSending = new Set(['connect', 'getaddrinfo']);

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly syscall?: string;
  readonly errors?: readonly Failure[];
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const longestReason = 300;

const reasonOf = ({ name, message }: Failure): string => maskAddresses(`${name}: ${message}`).slice(0, longestReason);

/** Whether it is certain that the request was never sent. */
const neverSent = (failure: Failure): boolean =>
  beforeSending.has(failure.syscall ?? '') ||
  failure.name === 'CredentialsProviderError' ||
  // The SDK's own connection timeout, told from its request timeout by nothing but its message.
  (failure.name === 'TimeoutError' && failure.message.includes('did not establish a connection')) ||
  // Several addresses of one host were tried.
  (failure.errors !== undefined && failure.errors.length > 0 && failure.errors.every(neverSent));

/**
 * Whether SES takes nothing at all for now, whatever the message. By its name alone a quota that is used up is not told
 * from a burst, nor a pause that SES itself has ordered from a message that it rejects.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 */
const takesNothing = ({ name, message }: Failure): boolean =>
  paused.test(name) ||
  (notNow.has(name) && /\bdaily\b.*\bquota\b/i.test(message)) ||
  (name === 'MessageRejected' && /\bsending (paused|suspended) for this account\b/i.test(message));

/**
 * What came of a message whose posting failed. Only what is certain is said: a message is `refused`, or may be posted again
 * within minutes (`retry`) or hours (`later`), when the mail system answered so or was never reached, and otherwise
 * `uncertain`, an answer of 5xx included.
 */
export const classify = (error: unknown): Exclude<Posted, { outcome: 'sent' }> => {
  if (!(error instanceof Error)) return { outcome: 'uncertain', reason: 'unknown' };
  const failure: Failure = error;
  const status = failure.$metadata?.httpStatusCode;
  const reason = reasonOf(failure);
  if (neverSent(failure)) return { outcome: 'retry', reason };
  if (status === undefined || status < 400 || status >= 500) return { outcome: 'uncertain', reason };
  if (takesNothing(failure)) return { outcome: 'later', reason };
  // 403 is about our credentials, which can be mended without touching the message.
  const retry = status === 403 || status === 429 || notNow.has(failure.name);
  return { outcome: retry ? 'retry' : 'refused', reason };
};
