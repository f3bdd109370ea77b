import { dayMs, dayOf } from '../../domain/periods/utcDay.ts';
import type { Delivery, DeliveryKey } from '../../domain/ports.ts';
import { partName } from './body.ts';
import type { Place } from './items.ts';
import { padded, sha256 } from './keyText.ts';

/**
 * Where deliveries are: `workspace#source#YYYY-MM-DD#shard` by the UTC day of receipt, then
 * `<receivedAt, 13 digits>#<SHA-256 of the body, hex>`. Ids of workspaces and sources hold no `#`.
 */

const shardCount = 4;
export const shards: readonly number[] = Array.from({ length: shardCount }, (_, shard) => shard);

export const keyOf = ({ workspace, source, receivedAt, body }: Delivery): DeliveryKey => ({
  workspace,
  source,
  receivedAt,
  hash: sha256(body),
});

/** The UTC days that `[from, to)` touches, the oldest first. */
export function* daysWithin(from: number, to: number): Generator<string> {
  for (let instant = from - (from % dayMs); instant < to; instant += dayMs) yield dayOf(instant);
}

/** A body always has the same shard, so that an identical one is looked for in one partition of a day. */
export const shardOf = (hash: string): number => Number.parseInt(hash.slice(0, 2), 16) % shardCount;

export const partitionOf = (workspace: string, source: string, day: string, shard: number): string =>
  `${workspace}#${source}#${day}#${shard}`;

const nameOf = ({ receivedAt, hash }: DeliveryKey): string => `${padded(receivedAt)}#${hash}`;

export const headPlace = (key: DeliveryKey): Place => ({
  pk: partitionOf(key.workspace, key.source, dayOf(key.receivedAt), shardOf(key.hash)),
  sk: nameOf(key),
});

/** Parts sort after all heads, so that a query by time does not read them. */
export const deliveryPart =
  (key: DeliveryKey) =>
  (index: number): Place => ({ pk: headPlace(key).pk, sk: `${partName(index)}#${nameOf(key)}` });

/** The key of the delivery whose head is at a place; `undefined` for a part of a body. */
export const deliveryKeyAt = ({ pk, sk }: Place): DeliveryKey | undefined => {
  const [workspace, source] = pk.split('#');
  const [, receivedAt, hash] = /^(\d+)#([0-9a-f]{64})$/.exec(sk) ?? [];
  return workspace && source && hash ? { workspace, source, receivedAt: Number(receivedAt), hash } : undefined;
};
