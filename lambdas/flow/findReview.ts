import type { Period } from '../domain/periods/period.ts';
import type { ReviewDocument, Scope } from '../domain/reviews/document.ts';
import { addressOf, mailedVersion } from './address.ts';
import type { Services } from './services.ts';

export interface ReviewWanted {
  readonly workspace: string;
  readonly period: Period;
  readonly scope: Scope | null;
  readonly version: number | undefined;
}

/** The version that is asked for, else the review as it was mailed, else the latest; undefined when there is none. */
export const findReview = async (
  { reviews, ledger }: Pick<Services, 'reviews' | 'ledger'>,
  { workspace, period, scope, version }: ReviewWanted,
): Promise<ReviewDocument | undefined> => {
  const address = addressOf(workspace, period, scope);
  const wanted = version ?? mailedVersion(await ledger.list(workspace), address);
  return wanted === undefined ? reviews.latest(address) : reviews.get(address, wanted);
};
