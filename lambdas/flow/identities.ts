import type { ReviewSummary } from '../domain/ports.ts';
import type { Coverage, ReviewDocument } from '../domain/reviews/document.ts';
import type { Services } from './services.ts';

/** What a review found of the identities in what a source tells. */
export interface IdentitiesFound {
  /** References that lead nowhere. */
  readonly unresolved: number;
  readonly unresolvedExamples: NonNullable<Coverage['unresolvedExamples']>;
  /** Customers that nothing ties to a customer of another source. */
  readonly untied: number;
  readonly untiedExamples: readonly string[];
  /** When the review was computed, in epoch milliseconds; `null` where there is none yet. */
  readonly reviewedAt: number | null;
}

/** They are listed by their periods: one of an old period may be the last that was computed. */
const lookedThrough = 200;

const latestOf = async (
  { reviews }: Pick<Services, 'reviews'>,
  workspace: string,
): Promise<ReviewDocument | undefined> => {
  const { items } = await reviews.list(workspace, lookedThrough);
  // Reviews of parts of the workspace tell nothing of it.
  const latest = items
    .filter(({ scope }) => scope === null)
    .reduce<ReviewSummary | undefined>(
      (best, one) => (best && best.computedAt >= one.computedAt ? best : one),
      undefined,
    );
  const [, , start] = latest?.id.split('/') ?? [];
  return latest && start
    ? reviews.get({ workspace, cadence: latest.cadence, start, scope: latest.scope }, latest.version)
    : undefined;
};

/** What the latest review found, of any source of the workspace. */
export const identitiesFound = async (
  services: Pick<Services, 'reviews'>,
  workspace: string,
): Promise<(source: string) => IdentitiesFound> => {
  const review = await latestOf(services, workspace);
  const reviewedAt = review ? Date.parse(review.computedAt) : null;
  return (source) => {
    const found = review?.coverage.find((coverage) => coverage.source === source);
    return {
      unresolved: found?.unresolved ?? 0,
      unresolvedExamples: found?.unresolvedExamples ?? [],
      untied: found?.untied ?? 0,
      untiedExamples: found?.untiedExamples ?? [],
      reviewedAt,
    };
  };
};
