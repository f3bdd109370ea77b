import { describe } from 'vitest';
import { describeStores } from '../../contract/stores.contract.ts';
import { reason, startDynamodbLocal, withoutDynamodbLocal } from '../../support/dynamodbLocal.ts';

describe.skipIf(withoutDynamodbLocal)(`the official database${reason}`, () => {
  describeStores('DynamoDB Local', startDynamodbLocal, { expires: true, refusesLongKeys: true });
});
