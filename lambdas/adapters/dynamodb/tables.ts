import type { CreateTableCommandInput, StreamSpecification } from '@aws-sdk/client-dynamodb';

/** Names of the three tables. */
export interface Tables {
  readonly deliveries: string;
  readonly records: string;
  readonly reviews: string;
}

/** The attribute by which the Reviews table lets items expire, epoch seconds. */
export const ttlAttribute = 'ttl';

/** The stream by which the Deliveries table tells of what is new: of keys only, since the delivery itself is read. */
export const deliveriesStream: StreamSpecification = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' };

const definition = (name: string): CreateTableCommandInput => ({
  TableName: name,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
});

/** What CreateTable is asked for: all three alike, no index, so that a write costs the item and nothing else. */
export const tableDefinitions = (names: Tables): CreateTableCommandInput[] =>
  [names.deliveries, names.records, names.reviews].map(definition);
