import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord, StreamRecord, AttributeValue as StreamValue } from 'aws-lambda';
import { account, region } from './lambda.ts';

type Image = Record<string, StreamValue>;

/** An attribute as a function gets it: as over the wire, so that bytes are base64. */
const streamValue = (value: AttributeValue): StreamValue => {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(streamValue) };
  if (value.M !== undefined) return { M: streamImage(value.M) };
  return value as StreamValue;
};

const streamImage = (item: Record<string, AttributeValue>): Image =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, streamValue(value)]));

const wholeSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/**
 * A record that was read from a stream, in the shape in which a Lambda event holds it.
 *
 * @param stream its ARN
 */
export const lambdaRecord = ({ dynamodb = {}, ...about }: _Record, stream: string): DynamoDBRecord => {
  const { ApproximateCreationDateTime: createdAt, Keys, NewImage, OldImage, ...others } = dynamodb;
  const images = Object.entries({ Keys, NewImage, OldImage }).flatMap(([name, item]) =>
    item ? [[name, streamImage(item)]] : [],
  );
  return {
    ...(about as Omit<DynamoDBRecord, 'dynamodb'>),
    dynamodb: {
      ...(createdAt && { ApproximateCreationDateTime: wholeSeconds(createdAt.getTime()) }),
      ...Object.fromEntries(images),
      ...(others as StreamRecord),
    },
    eventSourceARN: stream,
  };
};

/**
 * What the stream of a table tells of an item that was put where none was: its key, as the stream of Deliveries does.
 *
 * @param number how many records the stream has had before; sequence numbers ascend with it
 * @param now epoch milliseconds; the record holds whole seconds
 */
export const insertRecord = (
  table: string,
  key: Record<string, AttributeValue>,
  number: number,
  now: number,
): DynamoDBRecord => {
  const keys = streamImage(key);
  const sequenceNumber = String(number + 1)
    .padStart(24, '0')
    .replace(/^0/, '1');
  return {
    eventID: createHash('md5').update(`${table}#${sequenceNumber}#${now}`).digest('hex'),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: wholeSeconds(now),
      Keys: keys,
      SequenceNumber: sequenceNumber,
      SizeBytes: Buffer.byteLength(JSON.stringify(keys)),
      StreamViewType: 'KEYS_ONLY',
    },
    eventSourceARN: `arn:aws:dynamodb:${region}:${account}:table/${table}/stream/2026-01-01T00:00:00.000`,
  };
};
