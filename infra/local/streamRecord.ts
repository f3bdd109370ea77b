import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord, AttributeValue as StreamValue } from 'aws-lambda';
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

/**
 * The stream record of one item that was put, in the shape of a Lambda event of DynamoDB Streams with the view
 * type NEW_IMAGE.
 *
 * @param number how many records the stream has had before; sequence numbers ascend with it
 * @param now epoch milliseconds; the record holds whole seconds
 */
export const insertRecord = (
  table: string,
  keyNames: readonly string[],
  item: Record<string, AttributeValue>,
  number: number,
  now: number,
): DynamoDBRecord => {
  const image = streamImage(item);
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
      ApproximateCreationDateTime: Math.floor(now / 1000),
      Keys: Object.fromEntries(keyNames.flatMap((name) => (image[name] ? [[name, image[name]]] : []))),
      NewImage: image,
      SequenceNumber: sequenceNumber,
      SizeBytes: Buffer.byteLength(JSON.stringify(image)),
      StreamViewType: 'NEW_IMAGE',
    },
    eventSourceARN: `arn:aws:dynamodb:${region}:${account}:table/${table}/stream/2026-01-01T00:00:00.000`,
  };
};
