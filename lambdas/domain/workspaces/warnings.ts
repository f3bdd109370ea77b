import { type Mistake, pathName } from './mistakes.ts';
import { plannedKpis } from './planned.ts';
import type { Configuration } from './schema.ts';
import { keysAt, valuesAt } from './visit.ts';

const secretless = ({ sources }: Configuration): Mistake[] =>
  sources.flatMap(({ secrets }, index) =>
    secrets.length > 0
      ? []
      : [
          {
            path: `sources[${index}].secrets`,
            message: 'is empty, so every webhook is refused; observations can be posted',
          },
        ],
  );

const campaigns = ({ recipients }: Configuration): Mistake[] =>
  recipients.flatMap(({ reviews }, index) =>
    reviews.includes('campaign')
      ? [{ path: `recipients[${index}].reviews`, message: 'reviews of campaigns are not mailed yet; the others are' }]
      : [],
  );

const notComputed = (configuration: Configuration, computed: ReadonlyMap<string, unknown>): Mistake[] =>
  [...keysAt(configuration, 'targets'), ...valuesAt(configuration, 'recipients.*.kpis.*.*')]
    .filter(({ value }) => typeof value === 'string' && plannedKpis.includes(value) && !computed.has(value))
    .map(({ path, value }) => ({
      path: pathName(path),
      message: `"${value}" is not computed yet, so this has no effect`,
    }));

/**
 * What is right and kept, and yet has no effect, or not the one that might be expected.
 *
 * @param computed the built-in KPIs by id
 */
export const warningsOf = (configuration: Configuration, computed: ReadonlyMap<string, unknown>): Mistake[] => {
  const { from, recipients, identity, kpis } = configuration;
  const warnings = [...secretless(configuration), ...campaigns(configuration), ...notComputed(configuration, computed)];
  if (from === undefined && recipients.length > 0)
    warnings.push({ path: 'from', message: 'is not given, so nothing can be mailed to the recipients' });
  if (identity !== undefined)
    warnings.push({
      path: 'identity',
      message: 'is not applied yet; "same" in observations joins records across sources',
    });
  for (const index of kpis.keys())
    warnings.push({ path: `kpis[${index}]`, message: "is not computed yet, as no company's own KPI is" });
  return warnings;
};
