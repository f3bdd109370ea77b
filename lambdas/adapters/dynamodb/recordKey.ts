import type { RecordKey } from '../../domain/ports.ts';
import type { RecordType } from '../../domain/records/vocabulary.ts';
import type { Place } from './items.ts';

/** Where records are: `workspace#source#generation#type#shard`, then the id. Only ids may hold a `#`. */

const shardCount = 16;
export const recordShards: readonly number[] = Array.from({ length: shardCount }, (_, shard) => shard);

/** FNV-1a over UTF-16 code units, its halves folded so that the low bits depend on all of it. */
const shardOf = (id: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return ((hash >>> 16) ^ (hash & 0xffff)) % shardCount;
};

/** Pointers to records with a merge or an alias stand beside the types under this name, which is no type's. */
const linkName = 'link';

export const recordPartition = (
  workspace: string,
  source: string,
  generation: number,
  type: RecordType | typeof linkName,
  shard: number,
): string => `${workspace}#${source}#${generation}#${type}#${shard}`;

export const recordPlace = ({ workspace, source, generation, type, id }: RecordKey): Place => ({
  pk: recordPartition(workspace, source, generation, type, shardOf(id)),
  sk: id,
});

export const linkPartition = (workspace: string, source: string, generation: number, shard: number): string =>
  recordPartition(workspace, source, generation, linkName, shard);

export const linkPlace = ({ workspace, source, generation, type, id }: RecordKey): Place => ({
  pk: linkPartition(workspace, source, generation, shardOf(id)),
  sk: `${type}#${id}`,
});
