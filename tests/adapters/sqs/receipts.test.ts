import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createReceipts } from '../../../lambdas/adapters/sqs/receipts.ts';
import { json, type StandIn, startStandIn, stubCredentials } from '../standIn.ts';

let sqs: StandIn;
let status: number;

beforeAll(async () => {
  sqs = await startStandIn((_, response) =>
    json(response, status, status === 200 ? {} : { __type: 'com.amazonaws.sqs#ReceiptHandleIsInvalid', message: 'no' }),
  );
  stubCredentials();
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', sqs.url);
});
afterAll(() => sqs.stop());
beforeEach(() => {
  status = 200;
});

const comeBack = () => createReceipts(`${sqs.url}/000000000000/review`).comeBack('AQEB', 240);

it('a message comes back after the time that is asked for', async () => {
  await comeBack();
  expect(JSON.parse(sqs.received.at(-1)?.body ?? '')).toEqual({
    QueueUrl: `${sqs.url}/000000000000/review`,
    ReceiptHandle: 'AQEB',
    VisibilityTimeout: 240,
  });
});

it('that it does not is told', async () => {
  status = 400;
  await expect(comeBack()).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
});
