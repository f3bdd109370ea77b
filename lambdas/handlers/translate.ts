import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { deliveryKeyAt } from '../adapters/dynamodb/deliveryKey.ts';
import type { DeliveryKey } from '../domain/ports.ts';
import { translate } from '../flow/translate.ts';
import { compose } from '../runtime/compose.ts';
import { invocation } from '../runtime/invocation.ts';
import { clock, logger, metrics, pause } from '../runtime/parts/process.ts';
import { sources } from '../runtime/parts/sources.ts';
import { deliveries, records, workspaces } from '../runtime/parts/stores.ts';

const services = compose({ deliveries, records, workspaces, sources, clock, pause, logger, metrics });

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
export const handler = invocation(async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const deliveries = Records.flatMap(arrived);
  // Posted observations are being translated by whoever took them; should that fail, the sweep finds them.
  const { again } = await translate(
    services,
    deliveries.map(({ key }) => key),
    ['webhook'],
  );
  const failed = deliveries.filter(({ key }) => again.includes(key));
  return { batchItemFailures: failed.map(({ sequenceNumber: itemIdentifier }) => ({ itemIdentifier })) };
});
