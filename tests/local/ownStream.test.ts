import { PutItemCommand, UpdateItemCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createActivity } from '../../infra/local/activity.ts';
import { createTables } from '../../infra/local/database.ts';
import { openStream, streamsEndpoint } from '../../infra/local/stream.ts';
import { createStreamMapping } from '../../infra/local/streamMapping.ts';
import { hearPuts } from '../../infra/local/streamSource.ts';
import { stubCredentials } from '../adapters/standIn.ts';
import { databaseClient } from '../support/databaseClient.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { reason, startDynamodbLocal, withoutDynamodbLocal } from '../support/dynamodbLocal.ts';
import { until } from './harness.ts';

let made = 0;
const freshTable = (): string => `deliveries-${++made}`;

/** A client, and the stream of its table as `npm start` opens it. */
const openOn = async ({ endpoint }: RunningDatabase, table: string, streams?: string) => {
  if (streams !== undefined) vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB_STREAMS', streams);
  const client = databaseClient(endpoint);
  await createTables(client, { deliveries: table, records: `${table}-records`, reviews: `${table}-reviews` });
  const activity = createActivity();
  const records: DynamoDBRecord[] = [];
  const troubles: string[] = [];
  const mapping = createStreamMapping({
    random: () => 1,
    onLost: () => {},
    handler: async ({ Records }) => {
      records.push(...Records);
      return undefined;
    },
  });
  const onTrouble = (text: string) => void troubles.push(text);
  const settings = { client, table, ownEndpoint: endpoint, mapping, activity, clock: Date.now, onTrouble };
  const source = await openStream(settings);
  hearPuts(client, table, source);
  onTestFinished(() => {
    source.stop();
    client.destroy();
  });
  const put = (sk: string) =>
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: { pk: { S: 'acme' }, sk: { S: sk }, s: { S: 'p' } },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  const handled = () => records.map(({ dynamodb }) => dynamodb?.Keys?.sk?.S ?? '');
  return { client, put, records, handled, troubles, idle: () => activity.idle() };
};

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

beforeEach(stubCredentials);

describe.skipIf(withoutDynamodbLocal)(`the stream of a database of the user’s own${reason}`, () => {
  let database: RunningDatabase;
  beforeAll(async () => {
    database = await startDynamodbLocal();
  });
  afterAll(() => database?.stop());

  it('tells of new deliveries only, in the shape of a Lambda event', async () => {
    const table = freshTable();
    const { client, put, records, handled, idle } = await openOn(database, table);
    await put('1');
    await put('part#00#1');
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { pk: { S: 'acme' }, sk: { S: '1' } },
        UpdateExpression: 'SET s = :s',
        ExpressionAttributeValues: { ':s': { S: 't' } },
      }),
    );
    await expect(put('1')).rejects.toThrow();
    await put('2');
    await idle();
    expect(handled()).toEqual(['1', '2']);
    expect(records[0]).toEqual({
      eventID: expect.any(String),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: expect.any(String),
      eventSourceARN: expect.stringMatching(/^arn:aws:dynamodb:[^:]+:\d{12}:table\/deliveries-\d+\/stream\//),
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Number),
        Keys: { pk: { S: 'acme' }, sk: { S: '1' } },
        SequenceNumber: expect.stringMatching(/^\d+$/),
        SizeBytes: expect.any(Number),
        StreamViewType: 'KEYS_ONLY',
      },
    });
    const seconds = records[0]?.dynamodb?.ApproximateCreationDateTime ?? 0;
    expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(120);
  });

  it('is waited for until all that was put has been handed over', async () => {
    const { put, handled, idle, troubles } = await openOn(database, freshTable());
    await Promise.all(numbers(300).map(put));
    await idle();
    expect(handled().toSorted()).toEqual(numbers(300).toSorted());
    expect(troubles).toEqual([]);
  });

  it('tells every process of what each of them puts', async () => {
    const table = freshTable();
    const first = await openOn(database, table);
    await first.put('1');
    await first.idle();
    const second = await openOn(database, table);
    await second.put('2');
    await second.idle();
    await until('the first was told', () => first.handled().length === 2);
    expect(first.handled()).toEqual(['1', '2']);
    expect(second.handled()).toEqual(['2']);
  });

  it('is made where the table was made without one', async () => {
    const table = freshTable();
    const before = databaseClient(database.endpoint);
    onTestFinished(() => before.destroy());
    await createTables(before, { deliveries: table, records: `${table}-records`, reviews: `${table}-reviews` });
    await before.send(new UpdateTableCommand({ TableName: table, StreamSpecification: { StreamEnabled: false } }));
    const { handled, idle } = await openOn(database, table);
    // By another client, so that only a stream can tell.
    const { put } = await openOn(database, table);
    await put('1');
    await idle();
    await until('it was told', () => handled().length === 1);
  });

  it('is done without when it cannot be read: then this process translates what it stores', async () => {
    const nowhere = 'http://127.0.0.1:9';
    const { put, records, idle, troubles } = await openOn(database, freshTable(), nowhere);
    await put('1');
    await idle();
    expect(records).toHaveLength(1);
    expect(troubles).toEqual([expect.stringContaining('cannot be read')]);
  });
});

it('a database of the user’s own that has no streams is told of by this process', async () => {
  const database = await startDynalite();
  onTestFinished(database.stop);
  const { put, handled, idle, troubles } = await openOn(database, freshTable());
  await put('1');
  await idle();
  expect(handled()).toEqual(['1']);
  expect(troubles).toEqual([]);
});

it.each([
  ['http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
  ['https://dynamodb.eu-west-1.amazonaws.com', 'https://streams.dynamodb.eu-west-1.amazonaws.com'],
  ['https://dynamodb.eu-west-1.amazonaws.com/', 'https://streams.dynamodb.eu-west-1.amazonaws.com/'],
  ['http://localhost.localstack.cloud:4566', 'http://localhost.localstack.cloud:4566'],
])('the streams of %s are at %s', (database, streams) => {
  expect(streamsEndpoint(database)).toBe(streams);
});
