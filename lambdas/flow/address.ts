import type { Period } from '../domain/periods/period.ts';
import type { ReviewAddress } from '../domain/ports.ts';
import type { Scope } from '../domain/reviews/document.ts';
import { scopeName } from '../domain/reviews/scope.ts';
import type { Send, SendState } from '../domain/reviews/send.ts';

/** Where the review of a period and a scope is kept, and its sends are listed. */
export const addressOf = (
  workspace: string,
  { cadence, name, firstDay }: Period,
  scope: Scope | null,
): ReviewAddress => ({
  workspace,
  cadence,
  start: cadence === 'range' ? name : firstDay,
  scope,
});

/** Where the review is that a send mails. */
export const addressOfSend = ({ workspace, cadence, start, scope }: Send): ReviewAddress => ({
  workspace,
  cadence,
  start,
  scope,
});

/** `acme/monthly/2026-10-01/all`: a review's id without its version. */
export const addressName = ({ workspace, cadence, start, scope }: ReviewAddress): string =>
  [workspace, cadence, start, scopeName(scope)].join('/');

/** Path of a version of a review in the API. */
export const reviewPath = (workspace: string, period: string, scope: Scope | null, version: number): string => {
  const query = new URLSearchParams({ ...(scope && { scope: scopeName(scope) }), version: String(version) });
  return `/v1/workspaces/${workspace}/reviews/${period}?${query}`;
};

/** States of a send that was mailed, or may have been. */
export const mailed: readonly SendState[] = ['sending', 'sent', 'uncertain'];

/** The version of a review that was mailed, or may have been; the latest when there were several. */
export const mailedVersion = (sends: readonly Send[], address: ReviewAddress, states = mailed): number | undefined => {
  const name = addressName(address);
  const versions = sends
    .filter((send) => states.includes(send.state) && addressName(addressOfSend(send)) === name)
    .map(({ version }) => version);
  return versions.length === 0 ? undefined : Math.max(...versions);
};

/** The version that `reviewPath` wrote into a path. */
export const versionInPath = (path: string): number => Number(new URLSearchParams(path.split('?')[1]).get('version'));
