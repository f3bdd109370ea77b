import { describe } from 'vitest';
import { reason, startDynamodbLocal, withoutDynamodbLocal } from '../support/dynamodbLocal.ts';
import { describeMainJob } from './mainJob.ts';

describe.skipIf(withoutDynamodbLocal)(`the official database${reason}`, () => {
  describeMainJob('DynamoDB Local', startDynamodbLocal);
});
