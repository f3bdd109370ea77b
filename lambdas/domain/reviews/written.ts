import { definitions } from '../kpis/catalogue.ts';
import type { Kpi } from '../kpis/kpi.ts';
import { type Tools, textOf } from '../kpis/subject.ts';
import { isoWithOffset } from '../periods/localDay.ts';
import { endedCampaign } from './campaigns.ts';
import type { ReviewRequest } from './compute.ts';
import type { Context } from './context.ts';
import type { ReviewDocument, Scope } from './document.ts';
import type { Heard } from './heard.ts';
import { highlightsOf } from './highlights.ts';
import { idOf } from './identity.ts';
import type { Pass } from './pass.ts';
import type { Points } from './points.ts';
import { restatementsOf } from './restatements.ts';
import { type Filled, resultOf, retold } from './result.ts';
import { scopeName } from './scope.ts';
import { labelsOf } from './setup.ts';
import { Silence } from './silence.ts';
import type { Stated } from './stated.ts';
import type { Tellers } from './tellers.ts';
import { Teller } from './told.ts';
import type { Loose } from './untied.ts';

/** What all records of a workspace have been folded into. */
export interface Folded {
  readonly request: ReviewRequest;
  readonly catalogue: readonly Kpi[];
  readonly context: Context;
  readonly points: Points;
  readonly tools: Tools;
  readonly pass: Pass;
  readonly stated: Stated;
  readonly heard: Heard;
  readonly tellers: Tellers;
  readonly untied: ReadonlyMap<string, Loose>;
}

/** The campaigns that took just the days of a period, `kommo:campaign:7` each; of other periods than ranges none. */
const campaignsOf = ({ request: { period, workspace }, context }: Folded): Pick<ReviewDocument, 'campaigns'> => {
  if (period.cadence !== 'range') return {};
  const campaigns = context
    .all('campaign')
    .filter(({ record }) => endedCampaign(record, workspace.configuration)?.period.name === period.name)
    .map((campaign) => ({ id: campaign.ref, name: textOf(campaign, 'name') ?? idOf(campaign.ref) }));
  return campaigns.length > 0 ? { campaigns } : {};
};

/** The document of one of the request's scopes. */
export const documentOf = (folded: Folded, scope: Scope | null, index: number): ReviewDocument => {
  const { request, catalogue, context, points, tools, pass, stated, heard, tellers, untied } = folded;
  const { workspace, period, asOf, received, names = {}, generations = {}, sentBefore } = request;
  const { configuration, fingerprint } = workspace;
  const { timeZone, currency } = configuration;
  const silence = new Silence(tellers, points, { received, asOf });
  const teller = new Teller(pass, index, points.periods, stated, tools, silence);
  const labels = labelsOf(configuration, context);
  const filled: Filled = { teller, points, rules: tools.rules, labels, asOf, configuration, isWhole: scope === null };
  const kpis = catalogue.map((kpi) => resultOf(kpi, filled));
  const coverage = configuration.sources.map(({ id }) =>
    heard.coverage(id, received[id] ?? [], {
      name: names[id],
      hasTold: tellers.hasTold(id, points.current),
      cycles: context.identities.cyclesOf(id),
      untied: untied.get(id),
      isWhole: scope === null,
    }),
  );
  const isRebuilt = Object.keys(generations).length > 0;
  const made = { definitions, configuration: fingerprint, ...(isRebuilt && { generations }) };
  const sent = sentBefore[scopeName(scope)];
  const status = asOf < period.end ? 'running' : 'closed';
  return {
    id: '',
    workspace: configuration.workspace,
    cadence: period.cadence,
    period: period.name,
    scope,
    ...campaignsOf(folded),
    version: 0,
    status,
    start: isoWithOffset(period.start, timeZone),
    end: isoWithOffset(period.end, timeZone),
    timeZone,
    currency,
    computedAt: new Date(asOf).toISOString(),
    ...made,
    kpis,
    coverage,
    restatements: sent
      ? restatementsOf(
          sent,
          made,
          catalogue.flatMap((kpi) => retold(kpi, filled) ?? []),
        )
      : [],
    highlights: highlightsOf(kpis, coverage, catalogue, {
      currency,
      status,
      isNews: (source) => silence.isNews(source),
    }),
  };
};
