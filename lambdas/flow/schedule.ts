import type { Preferred, ReviewMessage, Workspace } from '../domain/ports.ts';
import { readRecord } from '../domain/records/view.ts';
import { type EndedCampaign, endedCampaign } from '../domain/reviews/campaigns.ts';
import { dueSends, type PeriodSends } from '../domain/reviews/due.ts';
import { asPreferred } from '../domain/workspaces/preferred.ts';
import { fairShares, inParallel } from './parallel.ts';
import { preferredOf } from './preferred.ts';
import { generationToRead } from './replay/generationToRead.ts';
import type { Services } from './services.ts';
import { sourcesAtOnce, sweepSource } from './sweep.ts';
import { tellLate, type Upkeep, upkeepOf } from './upkeep.ts';

type Needs = Pick<
  Services,
  | 'deliveries'
  | 'records'
  | 'workspaces'
  | 'ledger'
  | 'preferences'
  | 'reviewQueue'
  | 'mailQueue'
  | 'sources'
  | 'clock'
  | 'pause'
  | 'logger'
  | 'metrics'
>;

const workspacesAtOnce = 4;
/** A stream takes seconds; what is pending for longer was lost by it. */
const pendingMs = 5 * 60_000;

/** What a tick found to do in one workspace. */
interface Tick extends Upkeep {
  readonly workspace: string;
  /** Pending deliveries that were translated. */
  readonly swept: number;
  readonly due: readonly PeriodSends[];
}

export interface Ticks {
  readonly ticks: readonly Tick[];
  /** Workspaces whose tick broke off; the others' did not. */
  readonly failed: readonly string[];
}

const messageOf = (workspace: string, asOf: number, { period, recipients, late }: PeriodSends): ReviewMessage => ({
  workspace,
  period: period.name,
  asOf,
  scopes: [null],
  recipients,
  late,
  job: null,
});

/** Campaigns of which somebody is to hear; where nobody asks for them none is looked for. */
const endedCampaigns = async (
  services: Needs,
  { configuration }: Workspace,
  chosen: ReadonlyMap<string, Preferred>,
): Promise<EndedCampaign[]> => {
  const wanted = configuration.recipients.map((recipient) => asPreferred(recipient, chosen.get(recipient.email)));
  if (!wanted.some(({ reviews }) => reviews.includes('campaign'))) return [];
  const ended: EndedCampaign[] = [];
  for (const { id: source } of configuration.sources) {
    const generation = await generationToRead(services, configuration, source);
    for await (const page of services.records.scan(configuration.workspace, source, generation, 'campaign'))
      for (const { state } of page) {
        const campaign = endedCampaign(readRecord('campaign', state), configuration);
        if (campaign) ended.push(campaign);
      }
  }
  return ended;
};

/** Which sends are due, and which were left behind. */
const askSends = async (services: Needs, workspace: Workspace, now: number): Promise<Omit<Tick, 'swept'>> => {
  const { ledger, reviewQueue } = services;
  const { workspace: name } = workspace.configuration;
  const sends = await ledger.list(name);
  const upkeep = await upkeepOf(services, workspace, sends, now);
  const chosen = await preferredOf(services, workspace.configuration);
  const due = dueSends(workspace, now, sends, chosen, await endedCampaigns(services, workspace, chosen));
  await reviewQueue.add(due.map((sending) => messageOf(name, now, sending)));
  for (const { period, late } of due) if (late.length > 0) tellLate(services, name, period.name, late.length);
  return { workspace: name, due, ...upkeep };
};

/** Does work for a workspace; answers undefined where it broke off. */
type Attempt = <Result>(workspace: string, work: () => Promise<Result>) => Promise<Result | undefined>;

/**
 * Translates what is pending in all sources of these workspaces. Each source has a fair share of the time: none waits
 * for the backlog of another, which goes on at the next tick where it was cut off.
 *
 * @returns how many deliveries were translated, by workspace
 */
const sweepAll = async (
  services: Needs,
  workspaces: readonly Workspace[],
  deadline: number,
  attempt: Attempt,
): Promise<ReadonlyMap<string, number>> => {
  const { clock } = services;
  const until = clock() - pendingMs;
  const sources = workspaces.flatMap(({ configuration, createdAt }) =>
    configuration.sources.map(({ id }) => ({ workspace: configuration.workspace, source: id, createdAt })),
  );
  const share = fairShares(clock, deadline, sources.length, sourcesAtOnce);
  const swept = new Map<string, number>();
  await inParallel(sources, sourcesAtOnce, async (of) => {
    const count = await attempt(of.workspace, () => sweepSource(services, { ...of, until, deadline: share() }));
    swept.set(of.workspace, (swept.get(of.workspace) ?? 0) + (count ?? 0));
  });
  return swept;
};

/**
 * Asks of every workspace what is due, what is left behind and what is pending, as of an instant, and sees to it. All
 * is computed from what is stored: a second tick finds nothing more to do, and the first after an outage finds all.
 *
 * What is pending comes last, as it may be much. A review translates what is pending of its workspace by itself before
 * it is computed, so that none waits for it here.
 *
 * @param now epoch milliseconds
 * @param deadline instant by the clock from which on no more of what is pending is begun; default: all of it is done
 */
export const schedule = async (
  services: Needs,
  now: number,
  deadline: number = Number.POSITIVE_INFINITY,
): Promise<Ticks> => {
  const failed = new Set<string>();
  const attempt: Attempt = async (workspace, work) => {
    try {
      return await work();
    } catch (error) {
      services.logger.error('The tick of a workspace broke off; the next one goes on.', { workspace, error });
      failed.add(workspace);
      return undefined;
    }
  };
  const names = await services.workspaces.list();
  const found = await inParallel(names, workspacesAtOnce, (name) => attempt(name, () => services.workspaces.get(name)));
  const workspaces = found.filter((one) => one !== undefined);
  const asked = await inParallel(workspaces, workspacesAtOnce, (workspace) =>
    attempt(workspace.configuration.workspace, () => askSends(services, workspace, now)),
  );
  const swept = await sweepAll(services, workspaces, deadline, attempt);
  const ticks = asked
    .filter((one) => one !== undefined)
    .filter(({ workspace }) => !failed.has(workspace))
    .map((one): Tick => ({ ...one, swept: swept.get(one.workspace) ?? 0 }));
  return { ticks, failed: [...failed] };
};
