import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { deliveryKeyAt } from '../adapters/dynamodb/deliveryKey.ts';
import type { DeliveryKey } from '../domain/ports.ts';
import { translate } from '../flow/translate.ts';
import { services } from '../runtime/services.ts';

interface Arrived {
  readonly sequenceNumber: string;
  readonly key: DeliveryKey;
}

/** The delivery that a stream record tells of; parts of bodies are none. */
const arrived = ({ eventName, dynamodb }: DynamoDBRecord): Arrived[] => {
  const { Keys, SequenceNumber: sequenceNumber } = dynamodb ?? {};
  const key = deliveryKeyAt({ pk: Keys?.pk?.S ?? '', sk: Keys?.sk?.S ?? '' });
  return eventName === 'INSERT' && key && sequenceNumber ? [{ sequenceNumber, key }] : [];
};

/** Deliveries that were stored, by the table's stream. What a stream loses, the sweep of a tick finds. */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const deliveries = Records.flatMap(arrived);
  // Posted observations are being translated by whoever took them; should that fail, the sweep finds them.
  const again = new Set(
    await translate(
      services(),
      deliveries.map(({ key }) => key),
      ['webhook'],
    ),
  );
  const failed = deliveries.filter(({ key }) => again.has(key));
  return { batchItemFailures: failed.map(({ sequenceNumber: itemIdentifier }) => ({ itemIdentifier })) };
};
