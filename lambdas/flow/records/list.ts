import { catalogueOf } from '../../domain/kpis/catalogue.ts';
import type { RecordsMessage, Workspace } from '../../domain/ports.ts';
import type { ReviewDocument } from '../../domain/reviews/document.ts';
import { answering, Unanswerable } from '../answering.ts';
import { computeRecords } from '../compute.ts';
import { findReview } from '../findReview.ts';
import { periodOf } from '../review.ts';
import type { Services } from '../services.ts';
import { sweepWorkspace } from '../sweep.ts';
import type { RecordsAnswer, ReviewedValue } from './answer.ts';
import { packed } from './packed.ts';

type Needs = Pick<
  Services,
  | 'deliveries'
  | 'records'
  | 'workspaces'
  | 'reviews'
  | 'ledger'
  | 'jobs'
  | 'sources'
  | 'clock'
  | 'pause'
  | 'logger'
  | 'metrics'
>;

/** What a review has told of a number: of the whole, or of the one segment that is asked for. */
const reviewed = (document: ReviewDocument | undefined, { kpi: id, segment }: RecordsMessage): ReviewedValue | null => {
  const kpi = document?.kpis.find((one) => one.id === id);
  if (!document || !kpi || segment.length > 1) return null;
  const [bound] = segment;
  const told = bound
    ? kpi.segments.find(({ by, key, other }) => by === bound[0] && key === bound[1] && other !== true)
    : kpi;
  if (!told) return null;
  return { id: document.id, version: document.version, computedAt: document.computedAt, value: told.value, n: told.n };
};

const theWorkspace = async ({ workspaces }: Needs, { workspace: name, kpi }: RecordsMessage): Promise<Workspace> => {
  const workspace = await workspaces.get(name);
  if (!workspace) throw new Unanswerable(`There is no workspace ${name}.`);
  if (!catalogueOf(workspace.configuration).some(({ id }) => id === kpi))
    throw new Unanswerable(`The workspace ${name} has no KPI "${kpi}" any more.`);
  return workspace;
};

const answerOf = async (services: Needs, message: RecordsMessage): Promise<RecordsAnswer> => {
  const { workspace: name, kpi, segment, scope, asOf, most } = message;
  await sweepWorkspace(services, name, services.clock() + 1);
  const workspace = await theWorkspace(services, message);
  const period = periodOf(message.period, workspace);
  const [list, document] = await Promise.all([
    computeRecords(
      services,
      { workspace, period, scopes: [scope], asOf, sends: [], consistent: true },
      { kpi, segment, most },
    ),
    findReview(services, { workspace: name, period, scope, version: undefined }),
  ]);
  const { records, total, unit, ...told } = list;
  return {
    workspace: name,
    period: period.name,
    kpi,
    scope,
    segment: segment.map(([by, key]) => ({ by, key })),
    asOf: new Date(asOf).toISOString(),
    unit,
    currency: workspace.configuration.currency,
    ...told,
    of: told.of ?? null,
    review: reviewed(document, message),
    total,
    more: total - records.length,
    records,
  };
};

/** Lists the records behind a number for a job that holds them. May be repeated: the answer takes the place of the one before. */
export const listRecords = (services: Needs, message: RecordsMessage): Promise<void> =>
  answering(services, message, async () => ({ result: null, answer: packed(await answerOf(services, message)) }));
