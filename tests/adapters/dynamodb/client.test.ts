import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { batchGet } from '../../../lambdas/adapters/dynamodb/batchGet.ts';
import { createClient } from '../../../lambdas/adapters/dynamodb/client.ts';
import { partition } from '../../../lambdas/adapters/dynamodb/query.ts';
import { type RawPage, rawPages } from '../../../lambdas/adapters/dynamodb/rawQuery.ts';
import { createRecords } from '../../../lambdas/adapters/dynamodb/records.ts';
import type { StoredRecord } from '../../../lambdas/domain/ports.ts';
import { type Answer, json, type StandIn, startStandIn } from '../standIn.ts';

let standIn: StandIn;
const clientOf = async (answer: Answer) => {
  standIn = await startStandIn(answer);
  return createClient({
    endpoint: standIn.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
};
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await standIn?.stop();
});

const throttling: Answer = (_, response) =>
  json(response, 400, { __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException', message: 'slow down' });

/** Answers the first requests so, and the rest otherwise. */
const first = (count: number, then: Answer, otherwise: Answer): Answer => {
  let seen = 0;
  return (...args) => {
    seen += 1;
    (seen <= count ? then : otherwise)(...args);
  };
};

const collected = async <T>(source: AsyncIterable<readonly T[]>): Promise<T[]> => {
  const all: T[] = [];
  for await (const page of source) all.push(...page);
  return all;
};

const itemsOf = async <Wire>(pages: AsyncIterable<RawPage<Wire>>): Promise<Wire[]> => {
  const all: Wire[] = [];
  for await (const { items } of pages) all.push(...items);
  return all;
};

describe('the client', () => {
  const get = new GetItemCommand({ TableName: 'T', Key: { pk: { S: 'a' }, sk: { S: 'b' } } });

  it('asks three times', async () => {
    const client = await clientOf(throttling);
    await expect(client.send(get)).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(standIn.received).toHaveLength(3);
  });

  it('does not wait longer than three seconds for an answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const silent: Answer = () => vi.advanceTimersByTime(3000);
    const client = await clientOf(first(1, silent, (_, response) => json(response, 200, { Item: { pk: { S: 'a' } } })));
    expect((await client.send(get)).Item).toEqual({ pk: { S: 'a' } });
    expect(standIn.received).toHaveLength(2);
  });

  it('says nothing of the version of Node', async () => {
    const script = `await import('./lambdas/adapters/dynamodb/client.ts').then(({ createClient }) => createClient({ region: 'eu-west-1' }));`;
    const { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: _, ...env } = process.env;
    const { stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', script],
      { env },
    );
    expect(stderr).toBe('');
  });
});

describe('a query parsed as plain JSON', () => {
  const page =
    (sk: string, more: boolean): Answer =>
    (_, response) =>
      json(response, 200, {
        Items: [{ sk: { S: sk } }],
        ...(more && { LastEvaluatedKey: { pk: { S: 'p' }, sk: { S: sk } } }),
      });

  it('reads page after page, repeating what was throttled', async () => {
    const client = await clientOf(
      first(1, page('ä', true), first(1, throttling, first(1, page('b', true), page('c', false)))),
    );
    const items = await itemsOf(rawPages<{ sk: { S: string } }>(client, 'T', partition('p')));
    expect(items.map(({ sk }) => sk.S)).toEqual(['ä', 'b', 'c']);
    const starts = standIn.received.map(({ body }) => JSON.parse(body).ExclusiveStartKey?.sk.S);
    expect(starts).toEqual([undefined, 'ä', 'ä', 'b']);
  });

  it('fails as the SDK does', async () => {
    const client = await clientOf((_, response) =>
      json(response, 400, {
        __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
        message: 'no table',
      }),
    );
    await expect(itemsOf(rawPages(client, 'T', partition('p')))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'no table',
    });
  });

  it('is repeated when the page breaks off', async () => {
    const cut: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"Items": [', () => response.destroy());
    };
    const client = await clientOf(first(1, cut, page('a', false)));
    expect(await itemsOf(rawPages(client, 'T', partition('p')))).toEqual([{ sk: { S: 'a' } }]);
  });
});

describe('a scan of records', () => {
  const consistencyOf = async (consistent?: boolean): Promise<Set<unknown>> => {
    const client = await clientOf((_, response) => json(response, 200, { Items: [] }));
    const records = createRecords(client, 'Records');
    await collected<StoredRecord>(records.scan('acme', 'kommo', 1, 'deal', consistent));
    await collected<StoredRecord>(records.linked('acme', 'kommo', 1, consistent));
    expect(standIn.received).toHaveLength(32);
    return new Set(standIn.received.map(({ body }) => JSON.parse(body).ConsistentRead));
  };

  it('costs half the read units unless it must see the latest writes', async () => {
    expect(await consistencyOf()).toEqual(new Set([false]));
    await standIn.stop();
    expect(await consistencyOf(true)).toEqual(new Set([true]));
  });

  it('hands on every record of a large page once, a few at a time', async () => {
    const ids = Array.from({ length: 601 }, (_, index) => String(index));
    const Items = ids.map((id) => ({ sk: { S: id }, s: { S: '[]' }, v: { N: '1' }, c: { N: '7' } }));
    const client = await clientOf(
      first(
        1,
        (_, response) => json(response, 200, { Items }),
        (_, response) => json(response, 200, { Items: [] }),
      ),
    );
    const lists: StoredRecord[][] = [];
    for await (const list of createRecords(client, 'Records').scan('acme', 'kommo', 1, 'deal')) lists.push(list);
    const read = lists.flat().map(({ key, changedAt }) => [key.id, changedAt]);
    expect(read.sort(([a], [b]) => Number(a) - Number(b))).toEqual(ids.map((id) => [id, 7]));
    expect(Math.max(...lists.map(({ length }) => length))).toBeLessThan(ids.length);
  });
});

describe('many items read at once', () => {
  const places = Array.from({ length: 130 }, (_, index) => ({ pk: 'p', sk: String(index) }));

  /** Answers `most` of the keys asked for and leaves the rest. */
  const some =
    (most: number): Answer =>
    ({ body }, response) => {
      const { Keys, ...about } = JSON.parse(body).RequestItems.T;
      json(response, 200, {
        Responses: { T: Keys.slice(0, most) },
        UnprocessedKeys: Keys.length > most ? { T: { ...about, Keys: Keys.slice(most) } } : {},
      });
    };

  it('are asked for again when they were left', async () => {
    const client = await clientOf(some(30));
    const items = await batchGet(client, 'T', places);
    expect(items.map(({ sk }) => sk?.S)).toEqual(places.map(({ sk }) => sk));
    expect(standIn.received).toHaveLength(5);
    expect(standIn.received.every(({ body }) => JSON.parse(body).RequestItems.T.ConsistentRead === true)).toBe(true);
  });

  it('are an error when they are left again and again', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const client = await clientOf(some(0));
    await expect(batchGet(client, 'T', places.slice(0, 3))).rejects.toThrow('3 of 3 items of T unread');
  });
});
