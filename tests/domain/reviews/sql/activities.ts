import type { Posted } from '../../../support/review.ts';

/** An activity as it is kept: the quarter-hour it happened in, and of whom. */
export interface Happened {
  readonly source: string;
  readonly at: number;
  readonly kind: string;
  readonly feature: string | null;
  readonly customer: string | null;
  readonly user: string | null;
}

const quarterHour = 15 * 60 * 1000;

export const activitiesOf = (observations: readonly Posted[]): Happened[] =>
  observations.flatMap(({ source = '', record, set }) => {
    if (record !== 'activity') return [];
    const said = set as Readonly<Record<string, string | null | undefined>>;
    const at = Date.parse(String(said.at));
    return [
      {
        source,
        at: at - (at % quarterHour),
        kind: said.kind ?? '',
        feature: said.feature ?? null,
        customer: said.customer ?? null,
        user: said.user ?? null,
      },
    ];
  });
