import { previousPeriod } from '../domain/periods/compare.ts';
import type { Period } from '../domain/periods/period.ts';
import type { DayCount, Records, StoredRecord, Workspace } from '../domain/ports.ts';
import { type ReadRecord, type ReviewComputation, startReview } from '../domain/reviews/compute.ts';
import type { ReviewDocument, Scope } from '../domain/reviews/document.ts';
import type { RecordList, RecordsWanted } from '../domain/reviews/records/list.ts';
import { scopeName } from '../domain/reviews/scope.ts';
import type { Send } from '../domain/reviews/send.ts';
import { addressOf, mailedVersion } from './address.ts';
import { countsOf } from './counts.ts';
import { inParallel } from './parallel.ts';
import { generationToRead } from './replay/generationToRead.ts';
import type { Services } from './services.ts';
import { firstGeneration } from './translate.ts';

type Needs = Pick<
  Services,
  'deliveries' | 'records' | 'reviews' | 'workspaces' | 'sources' | 'clock' | 'pause' | 'logger'
>;

export interface ComputeRequest {
  readonly workspace: Workspace;
  readonly period: Period;
  readonly baseline?: Period | null;
  readonly scopes: readonly (Scope | null)[];
  /** Epoch milliseconds. */
  readonly asOf: number;
  /** All sends of the workspace. */
  readonly sends: readonly Send[];
  /** Whether the records are to be read as of this very moment, at twice the cost. */
  readonly consistent: boolean;
}

interface Read {
  readonly source: string;
  readonly generation: number;
}

export const readsAtOnce = 4;

const countsBySource = async (
  services: Needs,
  { workspace: { configuration, createdAt }, period }: ComputeRequest,
): Promise<Record<string, DayCount[]>> => {
  const { workspace, sources } = configuration;
  const counts = await inParallel(sources, readsAtOnce, async ({ id: source }) => {
    return [source, await countsOf(services, { workspace, source, createdAt }, period.start, period.end)] as const;
  });
  return Object.fromEntries(counts);
};

/** The reviews of the period before as they were mailed, by scope; where none was mailed there is none. */
const toldBefore = async (
  { reviews }: Needs,
  { workspace, period, baseline, scopes, sends }: ComputeRequest,
): Promise<Record<string, ReviewDocument>> => {
  const before = baseline ?? previousPeriod(period, workspace.configuration);
  const told = await inParallel(scopes, readsAtOnce, async (scope) => {
    const address = addressOf(workspace.configuration.workspace, before, scope);
    const version = mailedVersion(sends, address);
    return [scopeName(scope), version === undefined ? undefined : await reviews.get(address, version)] as const;
  });
  return Object.fromEntries(told.flatMap(([name, document]) => (document ? [[name, document]] : [])));
};

/** What sources are called that do not go by their ids: one whose id is its system's has the system's name. */
const namesOf = ({ sources }: Needs, { configuration }: Workspace): Record<string, string> =>
  Object.fromEntries(
    configuration.sources.flatMap(({ id, system }) => {
      const name = id === system ? sources.get(system)?.name : undefined;
      return name === undefined ? [] : [[id, name]];
    }),
  );

const readOf = ({ key: { source, type, id }, state, changedAt }: StoredRecord): ReadRecord => ({
  source,
  type,
  id,
  state,
  changedAt,
});

const readAll = async (pages: ReturnType<Records['scan']>, take: (record: ReadRecord) => void): Promise<void> => {
  for await (const page of pages) for (const record of page) take(readOf(record));
};

/** Reads all records once. */
const computed = async (
  services: Needs,
  request: ComputeRequest,
  wanted?: RecordsWanted,
): Promise<ReviewComputation> => {
  const { records } = services;
  const { workspace, period, baseline = null, scopes, asOf, consistent } = request;
  const { workspace: name, sources } = workspace.configuration;
  // Once for all that is read: a generation that becomes current meanwhile is for the next review.
  const reads = await inParallel(sources, readsAtOnce, async ({ id: source }): Promise<Read> => {
    return { source, generation: await generationToRead(services, workspace.configuration, source) };
  });
  const [received, sentBefore] = await Promise.all([countsBySource(services, request), toldBefore(services, request)]);
  const rebuilt = reads.filter(({ generation }) => generation !== firstGeneration);
  const generations = Object.fromEntries(rebuilt.map(({ source, generation }) => [source, generation]));
  const names = namesOf(services, workspace);
  const computation = startReview({
    workspace,
    period,
    baseline,
    scopes,
    asOf,
    received,
    names,
    generations,
    sentBefore,
    ...(wanted && { records: wanted }),
  });
  await inParallel(reads, readsAtOnce, ({ source, generation }) =>
    readAll(records.linked(name, source, generation, consistent), (record) => computation.link(record)),
  );
  for (const phase of computation.phases) {
    const scans = reads.flatMap((read) => phase.map((type) => ({ ...read, type })));
    await inParallel(scans, readsAtOnce, ({ source, generation, type }) =>
      readAll(records.scan(name, source, generation, type, consistent), (record) => computation.add(record)),
    );
  }
  return computation;
};

/** Computes the reviews of a period, one for each scope, in one pass over the records; of version 0 and without an id. */
export const computeReviews = async (services: Needs, request: ComputeRequest): Promise<ReviewDocument[]> =>
  (await computed(services, request)).finish();

/** Lists the records behind one number in the first of the scopes. */
export const computeRecords = async (
  services: Needs,
  request: ComputeRequest,
  wanted: RecordsWanted,
): Promise<RecordList> => (await computed(services, request, wanted)).list();
