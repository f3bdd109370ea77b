import { dayMs } from '../domain/periods/utcDay.ts';
import type { DeliveryKey, Outcome, StoredDelivery } from '../domain/ports.ts';
import type { Observation, Rejection } from '../domain/records/observation.ts';
import { type SourceSettings, settingsOf } from '../domain/workspaces/settings.ts';
import { inParallel } from './parallel.ts';
import { isBare, refusalOf } from './refusal.ts';
import type { Services } from './services.ts';
import { readDelivery } from './translation.ts';

/** One delivery, and what it says; instants are epoch milliseconds. */
export interface DecodedDelivery {
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

/** What ids in it are called, as the configuration has it. */
export type Labels = SourceSettings['labels'];

export interface DecodedDeliveries {
  /** The instant up to which they were looked for. */
  readonly at: number;
  /** The newest first. */
  readonly deliveries: readonly DecodedDelivery[];
  readonly labels: Labels;
  /** Whether older ones were left out for there were too many. */
  readonly more: boolean;
}

/** Of a source. */
type Place = Pick<DeliveryKey, 'workspace' | 'source'>;

type Needs = Pick<Services, 'workspaces' | 'deliveries' | 'refused' | 'sources' | 'clock' | 'logger'>;

const most = 50;
/** Of those that came within one millisecond. */
const mostAtOnce = 1_000;
const readsAtOnce = 8;
/** How far back is looked where nothing is said, and at most. */
const furthestMs = 7 * dayMs;
/** Clocks of different machines may differ. */
const clocksDifferMs = 60_000;

/** Tells a delivery from every other of its source. */
export const deliveryId = ({ receivedAt, hash }: Pick<DeliveryKey, 'receivedAt' | 'hash'>): string =>
  `${receivedAt}-${hash.slice(0, 12)}`;

export interface Decoded {
  readonly delivery: DecodedDelivery;
  readonly labels: Labels;
  /** As it was stored; `null` of what was refused: nobody vouches for it. */
  readonly body: Uint8Array | null;
}

/** Reads one with the settings of now; undefined where it is not there. */
const decoded = async (services: Needs, key: DeliveryKey, settings: SourceSettings): Promise<Decoded | undefined> => {
  const stored = await services.deliveries.get(key);
  if (!stored) return undefined;
  const { kind, receivedAt, body, outcome } = stored;
  const read = await readDelivery(services, stored, settings);
  const { observations, rejected } = 'failed' in read ? { observations: [], rejected: [] } : read;
  const reason = outcome?.reason ?? ('failed' in read ? read.failed : null);
  const status = outcome?.status ?? 'pending';
  const said = { size: body.byteLength, until: null, observations, rejected };
  const { labels } = settings;
  return { delivery: { id: deliveryId(key), receivedAt, kind, status, reason, ...said }, labels, body };
};

/** What was refused in `[from, to)` and is set aside. */
const refusedIn = async (
  { refused }: Needs,
  { workspace, source }: Place,
  system: string,
  from: number,
  to: number,
): Promise<DecodedDelivery[]> => {
  const found: DecodedDelivery[] = [];
  for await (const aside of refused.kept(workspace, source, from)) {
    const { id, receivedAt, until } = aside;
    if (receivedAt >= to) break;
    const [, hash = ''] = id.split('-');
    const reason = refusalOf(system, isBare(aside));
    const none = { size: null, observations: [], rejected: [] };
    found.push({
      id: deliveryId({ receivedAt, hash }),
      receivedAt,
      kind: 'webhook',
      status: 'refused',
      reason,
      until,
      ...none,
    });
  }
  return found;
};

const settingsFor = async (
  { workspaces }: Needs,
  { workspace, source }: Place,
): Promise<SourceSettings | undefined> => {
  const found = await workspaces.get(workspace);
  return found && settingsOf(found.configuration, source);
};

/**
 * What came from a source at `after` or later, the newest fifty: deliveries translated anew with the settings of now, and
 * what was refused and is set aside, which nobody has read. Nothing is written. Undefined when there is no such source.
 */
export const decodedDeliveries = async (
  services: Needs,
  of: Place,
  after: number | null,
): Promise<DecodedDeliveries | undefined> => {
  const settings = await settingsFor(services, of);
  if (!settings) return undefined;
  const at = services.clock();
  const from = Math.max(after ?? 0, at - furthestMs, 0);
  const to = at + clocksDifferMs;
  const [keys, refused] = await Promise.all([
    services.deliveries.latest(of.workspace, of.source, from, to, most + 1),
    refusedIn(services, of, settings.system, from, to),
  ]);
  const taken = await inParallel(keys.slice(0, most), readsAtOnce, (key) => decoded(services, key, settings));
  const all = [...taken.flatMap((one) => one?.delivery ?? []), ...refused];
  all.sort((one, other) => other.receivedAt - one.receivedAt);
  const { labels } = settings;
  return { at, deliveries: all.slice(0, most), labels, more: keys.length > most || all.length > most };
};

/** The one that has this id, whenever it came. Undefined where there is none, nor such a source. */
export const decodedDelivery = async (services: Needs, of: Place, id: string): Promise<Decoded | undefined> => {
  const settings = await settingsFor(services, of);
  if (!settings) return undefined;
  const receivedAt = Number.parseInt(id, 10);
  const keys = await services.deliveries.latest(of.workspace, of.source, receivedAt, receivedAt + 1, mostAtOnce);
  const key = keys.find((one) => deliveryId(one) === id);
  if (key) return decoded(services, key, settings);
  const refused = await refusedIn(services, of, settings.system, receivedAt, receivedAt + 1);
  const aside = refused.find((one) => one.id === id);
  return aside && { delivery: aside, labels: settings.labels, body: null };
};
