import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { deliveryKeyAt } from '../adapters/dynamodb/deliveryKey.ts';
import type { DeliveryKey } from '../domain/ports.ts';
import { translate } from '../flow/translate.ts';
import { eachMessage } from '../runtime/eachMessage.ts';
import { deliveryKey } from '../runtime/messages.ts';
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

const fromStream = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
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

const isStream = (event: DynamoDBStreamEvent | SQSEvent): event is DynamoDBStreamEvent =>
  event.Records.every((record) => 'dynamodb' in record);

/** Deliveries that were stored, by the table's stream or by the queue of those to be translated again. */
export const handler = async (event: DynamoDBStreamEvent | SQSEvent): Promise<DynamoDBBatchResponse> =>
  isStream(event)
    ? fromStream(event)
    : eachMessage(event, deliveryKey, async (key) =>
        (await translate(services(), [key])).length > 0 ? 'again' : 'done',
      );
