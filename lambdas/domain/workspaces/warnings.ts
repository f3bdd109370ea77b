import type { Mistake } from './mistakes.ts';
import type { Configuration } from './schema.ts';

/** What is right and kept, and yet has no effect, or not the one that might be expected. */
export const warningsOf = ({ from, kpis, identity, recipients, sources }: Configuration): Mistake[] => [
  ...(from === undefined && recipients.length > 0
    ? [{ path: 'from', message: 'is not given, so nothing can be mailed to the recipients' }]
    : []),
  ...sources.flatMap(({ secrets }, index) =>
    secrets.length === 0
      ? [
          {
            path: `sources[${index}].secrets`,
            message: 'is empty, so every webhook is refused; observations can be posted',
          },
        ]
      : [],
  ),
  ...recipients.flatMap(({ reviews }, index) =>
    reviews.includes('campaign')
      ? [{ path: `recipients[${index}].reviews`, message: 'reviews of campaigns are not mailed yet; the others are' }]
      : [],
  ),
  ...(identity === undefined
    ? []
    : [
        {
          path: 'identity',
          message: 'is kept but not applied yet; "same" in observations joins records across sources',
        },
      ]),
  ...kpis.map((_, index) => ({
    path: `kpis[${index}]`,
    message: "is kept, but a company's own KPIs are not computed yet",
  })),
];
