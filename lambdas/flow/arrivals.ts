import { dayMs } from '../domain/periods/utcDay.ts';
import type { DeliveryKey, Outcome, StoredDelivery } from '../domain/ports.ts';
import type { Observation, Rejection } from '../domain/records/observation.ts';
import { type SourceSettings, settingsOf } from '../domain/workspaces/settings.ts';
import type { SourceOf } from './counts.ts';
import { inParallel } from './parallel.ts';
import type { Services } from './services.ts';
import { readDelivery } from './translation.ts';

/** One request as it came in; instants are epoch milliseconds. */
export interface Arrival {
  readonly id: string;
  readonly receivedAt: number;
  readonly kind: StoredDelivery['kind'];
  readonly status: 'pending' | Outcome['status'] | 'refused';
  /** Why it failed or was refused, or why an observation in it was. */
  readonly reason: string | null;
  /** Bytes of its body; `null` of what was refused. */
  readonly size: number | null;
  /** When what was refused is given up. */
  readonly until: number | null;
  /** What it says with the settings of now. */
  readonly observations: readonly Observation[];
  readonly rejected: readonly Rejection[];
}

export interface Arrivals {
  /** The instant up to which they were looked for. */
  readonly at: number;
  /** The newest first. */
  readonly arrivals: readonly Arrival[];
  /** Whether older ones were left out for there were too many. */
  readonly more: boolean;
}

type Needs = Pick<Services, 'workspaces' | 'deliveries' | 'refused' | 'sources' | 'clock' | 'logger'>;

const most = 50;
const readsAtOnce = 8;
/** How far back is looked where nothing is said, and at most. */
const furthestMs = 7 * dayMs;
/** Clocks of different machines may differ. */
const clocksDifferMs = 60_000;

const refusal = 'It does not verify: the secret at one of the two ends is another one.';

/** Tells a delivery from every other of its source. */
export const arrivalId = ({ receivedAt, hash }: Pick<DeliveryKey, 'receivedAt' | 'hash'>): string =>
  `${receivedAt}-${hash.slice(0, 12)}`;

const arrived = async (services: Needs, key: DeliveryKey, settings: SourceSettings): Promise<Arrival[]> => {
  const delivery = await services.deliveries.get(key);
  if (!delivery) return [];
  const { kind, receivedAt, body, outcome } = delivery;
  const read = await readDelivery(services, delivery, settings);
  const { observations, rejected } = 'failed' in read ? { observations: [], rejected: [] } : read;
  const reason = outcome?.reason ?? ('failed' in read ? read.failed : null);
  const status = outcome?.status ?? 'pending';
  const size = body.byteLength;
  return [{ id: arrivalId(key), receivedAt, kind, status, reason, size, until: null, observations, rejected }];
};

const refusedSince = async ({ refused }: Needs, of: SourceOf, from: number): Promise<Arrival[]> => {
  const arrivals: Arrival[] = [];
  for await (const { id, receivedAt, until } of refused.kept(of.workspace, of.source, from)) {
    const [, hash = ''] = id.split('-');
    const none = { size: null, observations: [], rejected: [] };
    const name = arrivalId({ receivedAt, hash });
    arrivals.push({ id: name, receivedAt, kind: 'webhook', status: 'refused', reason: refusal, until, ...none });
  }
  return arrivals;
};

/**
 * What came from a source at `after` or later, the newest fifty: deliveries translated anew with the settings of now, and
 * what was refused and is set aside, which nobody has read. Nothing is written. Undefined when there is no such source.
 */
export const arrivalsOf = async (
  services: Needs,
  workspace: string,
  source: string,
  after: number | null,
): Promise<Arrivals | undefined> => {
  const found = await services.workspaces.get(workspace);
  const settings = found && settingsOf(found.configuration, source);
  if (!found || !settings) return undefined;
  const at = services.clock();
  const from = Math.max(after ?? 0, at - furthestMs, 0);
  const of: SourceOf = { workspace, source, createdAt: found.createdAt };
  const [keys, refused] = await Promise.all([
    services.deliveries.latest(workspace, source, from, at + clocksDifferMs, most + 1),
    refusedSince(services, of, from),
  ]);
  const taken = await inParallel(keys.slice(0, most), readsAtOnce, (key) => arrived(services, key, settings));
  const arrivals = [...taken.flat(), ...refused].sort((one, other) => other.receivedAt - one.receivedAt);
  return { at, arrivals: arrivals.slice(0, most), more: keys.length > most || arrivals.length > most };
};
