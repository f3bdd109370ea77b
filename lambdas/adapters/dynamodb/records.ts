import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RecordKey, Records, StoredRecord } from '../../domain/ports.ts';
import { isRecordType, type RecordType, recordTypes } from '../../domain/records/vocabulary.ts';
import { batchDelete } from './batchDelete.ts';
import { batchGet } from './batchGet.ts';
import { interleave } from './interleave.ts';
import { type Item, number, placed, putItem, text } from './items.ts';
import { partition, queryPages } from './query.ts';
import { rawPages } from './rawQuery.ts';
import { linkPartition, linkPlace, recordPartition, recordPlace, recordShards } from './recordKey.ts';
import { createVersionedPuts } from './versionedPuts.ts';

/** Attributes of a record beside its key: `s` the state, `v` the version, `c` when it was last changed. */
interface WireRecord {
  readonly sk: { readonly S: string };
  readonly s: { readonly S: string };
  readonly v: { readonly N: string };
  readonly c: { readonly N: string };
}

interface WirePointer {
  readonly sk: { readonly S: string };
}

/** An item holds 400 KB; the rest is for its key. */
const largestState = 396 * 1024;
/** Shards read at a time: enough to keep one core decoding while pages are on their way. */
export const shardsAtOnce = 4;
/** Records handed on at a time: of a page those that have been are let go. */
const recordsAtOnce = 250;
/** From how many linked records of a type on reading all records of it costs less than getting them one by one. */
const scanFrom = 2000;

/** A record as it is stored, but for its version. */
export const recordItem = ({ key, state, changedAt }: Omit<StoredRecord, 'version'>): Item => ({
  ...placed(recordPlace(key)),
  s: { S: state },
  c: { N: String(changedAt) },
});

const nameOf = (item: Item): string => `${text(item, 'pk')}\n${text(item, 'sk')}`;

const parsePointer = (sk: string): { type: RecordType; id: string } | undefined => {
  const end = sk.indexOf('#');
  const type = sk.slice(0, end);
  return isRecordType(type) ? { type, id: sk.slice(end + 1) } : undefined;
};

/**
 * Records in DynamoDB.
 *
 * `linked` follows pointers: items without a state, one a record that has or once had a merge or an alias, written
 * before the record itself. A crash between the two, or a lost race, leaves a pointer to a record without a link, which
 * harms nobody; no pointer is ever missing, and none can be out of date.
 */
export const createRecords = (client: DynamoDBClient, table: string): Records => {
  const putVersion = createVersionedPuts(client, table);

  const get = async (keys: readonly RecordKey[]): Promise<StoredRecord[]> => {
    const wanted = new Map(keys.map((key) => [nameOf(placed(recordPlace(key))), key]));
    const items = await batchGet(client, table, [...wanted.values()].map(recordPlace));
    const found = new Map(items.map((item) => [nameOf(item), item]));
    return [...wanted].flatMap(([name, key]) => {
      const item = found.get(name);
      return item ? { key, state: text(item, 's'), version: number(item, 'v'), changedAt: number(item, 'c') } : [];
    });
  };

  async function* scan(
    workspace: string,
    source: string,
    generation: number,
    type: RecordType,
    consistent = false,
  ): AsyncGenerator<StoredRecord[]> {
    const shards = recordShards.map(
      (shard) => () =>
        rawPages<WireRecord>(client, table, {
          ...partition(recordPartition(workspace, source, generation, type, shard)),
          ConsistentRead: consistent,
        }),
    );
    const recordOf = ({ sk, s, v, c }: WireRecord): StoredRecord => ({
      key: { workspace, source, generation, type, id: sk.S },
      state: s.S,
      version: Number(v.N),
      changedAt: Number(c.N),
    });
    for await (const page of interleave(shards, shardsAtOnce))
      for (let taken = page.take(recordsAtOnce); taken.length > 0; taken = page.take(recordsAtOnce))
        yield taken.map(recordOf);
  }

  const linkedIds = async (
    workspace: string,
    source: string,
    generation: number,
    consistent: boolean,
  ): Promise<Map<RecordType, Set<string>>> => {
    const ids = new Map<RecordType, Set<string>>();
    const shards = recordShards.map(
      (shard) => () =>
        rawPages<WirePointer>(client, table, {
          ...partition(linkPartition(workspace, source, generation, shard)),
          ConsistentRead: consistent,
        }),
    );
    for await (const { items } of interleave(shards, shardsAtOnce)) {
      for (const { sk } of items) {
        const pointer = parsePointer(sk.S);
        if (!pointer) continue;
        const known = ids.get(pointer.type) ?? new Set();
        ids.set(pointer.type, known.add(pointer.id));
      }
    }
    return ids;
  };

  /** Empties a partition, lot by lot. Of a page only the keys are read. */
  async function* deletions(pk: string): AsyncGenerator<number> {
    const query = { ...partition(pk), ProjectionExpression: 'pk, sk' };
    for await (const page of queryPages(client, table, query)) {
      await batchDelete(
        client,
        table,
        page.map((item) => ({ pk: text(item, 'pk'), sk: text(item, 'sk') })),
      );
      yield page.length;
    }
  }

  return {
    get,

    async put(record, expected, linked) {
      const { key, state } = record;
      const bytes = Buffer.byteLength(state);
      if (bytes > largestState)
        throw new RangeError(
          `A ${key.type} of ${key.source} has ${bytes} bytes; a record holds ${largestState} at most. Send fewer or shorter texts for it.`,
        );
      if (linked) await putItem(client, table, placed(linkPlace(key)));
      return putVersion(recordItem(record), expected);
    },

    scan,

    async *linked(workspace, source, generation, consistent = false) {
      for (const [type, ids] of await linkedIds(workspace, source, generation, consistent)) {
        if (ids.size < scanFrom) {
          yield await get([...ids].map((id) => ({ workspace, source, generation, type, id })));
        } else {
          for await (const page of scan(workspace, source, generation, type, consistent))
            yield page.filter(({ key }) => ids.has(key.id));
        }
      }
    },

    async *drop(workspace, source, generation) {
      const partitions = recordShards.flatMap((shard) => [
        ...recordTypes.map((type) => recordPartition(workspace, source, generation, type, shard)),
        linkPartition(workspace, source, generation, shard),
      ]);
      const emptied = partitions.map((pk) => () => deletions(pk));
      for await (const deleted of interleave(emptied, shardsAtOnce)) yield deleted;
    },
  };
};
