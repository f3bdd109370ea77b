import { parsePeriod } from '../../lambdas/domain/periods/parse.ts';
import type { Workspace } from '../../lambdas/domain/ports.ts';
import { encode } from '../../lambdas/domain/records/encode.ts';
import { fold, type RecordState } from '../../lambdas/domain/records/fold.ts';
import { parseObservation } from '../../lambdas/domain/records/parse.ts';
import { statesOf } from '../../lambdas/domain/records/states.ts';
import type { RecordType } from '../../lambdas/domain/records/vocabulary.ts';
import { type ReadRecord, Review, type ReviewRequest } from '../../lambdas/domain/reviews/compute.ts';
import type { KpiResult, ReviewDocument, Scope, Segment } from '../../lambdas/domain/reviews/document.ts';
import { workspaceOf } from './workspace.ts';

const farFuture = Date.UTC(2200, 0, 1);

/** An observation as it is posted; `source` tells which source says it, `standard` unless said. */
export interface Posted {
  readonly source?: string;
  readonly record: RecordType;
  readonly id: string;
  readonly at: string;
  readonly [member: string]: unknown;
}

/** Before anything that tests tell of. */
export const longAgo = '2019-01-01T00:00:00Z';

/** Makes what a source says of a record at once, long ago unless said. */
const saying =
  (record: RecordType, source = 'standard') =>
  (id: string, set: Readonly<Record<string, unknown>>, at = longAgo): Posted => ({ source, record, id, at, set });

export const deal = saying('deal');
export const lead = saying('lead');
export const customer = saying('customer');
export const subscription = saying('subscription');
export const order = saying('order');
export const ticket = saying('ticket');
export const survey = saying('survey');
export const user = saying('user');
export const campaign = saying('campaign');
export const spend = saying('spend');
export const renewal = saying('renewal');
/** Told whole, each in a statement of its own: `{at, kind, customer or user, feature}`. */
export const activity = saying('activity');

/** The records that observations fold into, as a review reads them. */
export const recordsOf = (observations: readonly Posted[], changedAt = Date.UTC(2026, 0, 1)): ReadRecord[] => {
  const states = new Map<string, { source: string; type: RecordType; id: string; state: RecordState }>();
  observations.forEach(({ source = 'standard', ...posted }, index) => {
    const parsed = parseObservation(posted, index, farFuture);
    if ('rejection' in parsed)
      throw new Error(`Observation ${index} is refused: ${parsed.rejection.path} ${parsed.rejection.message}`);
    for (const { type, id, state } of statesOf(parsed.observation)) {
      const name = `${source}:${type}:${id}`;
      const known = states.get(name);
      states.set(name, { source, type, id, state: known ? fold(known.state, state) : state });
    }
  });
  return [...states.values()].map(({ source, type, id, state }) => ({
    source,
    type,
    id,
    state: encode(state),
    changedAt,
  }));
};

export interface Asked {
  readonly period: string;
  readonly workspace?: Workspace;
  readonly scopes?: readonly (Scope | null)[];
  readonly asOf?: string;
  readonly received?: ReviewRequest['received'];
  readonly sentBefore?: ReviewRequest['sentBefore'];
  readonly names?: ReviewRequest['names'] & {};
  readonly generations?: ReviewRequest['generations'] & {};
  readonly baseline?: ReviewRequest['baseline'] & {};
}

export const requestOf = ({
  period,
  workspace = workspaceOf(),
  scopes = [null],
  asOf = '2030-01-01T00:00:00Z',
  received = {},
  sentBefore = {},
  names = {},
  generations = {},
  baseline,
}: Asked): ReviewRequest => ({
  workspace,
  period: parsePeriod(period, workspace.configuration),
  scopes,
  asOf: Date.parse(asOf),
  received,
  sentBefore,
  names,
  generations,
  ...(baseline && { baseline }),
});

/** Reviews records as the flow does: links first, then phase after phase. */
export const reviewRecords = (records: readonly ReadRecord[], asked: Asked): ReviewDocument[] => {
  const review = new Review(requestOf(asked));
  for (const record of records) review.link(record);
  for (const phase of review.phases) for (const record of records) if (phase.includes(record.type)) review.add(record);
  return review.finish();
};

export const reviewOf = (observations: readonly Posted[], asked: Asked): ReviewDocument =>
  reviewRecords(recordsOf(observations), asked)[0] as ReviewDocument;

export const kpiOf = (document: ReviewDocument, id: string): KpiResult => {
  const found = document.kpis.find((kpi) => kpi.id === id);
  if (!found) throw new Error(`The review has no KPI "${id}".`);
  return found;
};

/** A companion's value. */
export const companionOf = ({ companions }: KpiResult, id: string): number | null => {
  const found = companions.find((companion) => companion.id === id);
  if (!found) throw new Error(`The KPI has no companion "${id}".`);
  return found.value;
};

/** The rows of one dimension, by key. */
export const segmentsBy = ({ segments }: KpiResult, by: string): Map<string | null, Segment> =>
  new Map(segments.filter((segment) => segment.by === by).map((segment) => [segment.key, segment]));
